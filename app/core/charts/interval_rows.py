"""Estimates with their uncertainty: a dot on a line per row, on a common scale of percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.core.charts.canvas import LINE, Canvas, Direction
from app.core.charts.chart import Chart

_EDGE = 3.0
_INSIDE = 100 - 2 * _EDGE


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One estimate in percent with the ends of its interval, and all three as words."""

    label: str
    estimate: float
    low: float
    high: float
    printed: str


def _place(percent: float) -> float:
    return _EDGE + _INSIDE * percent / 100


def _draw(canvas: Canvas, row: IntervalRow, y: float) -> None:
    if not 0 <= row.low <= row.estimate <= row.high <= 100:
        raise ValueError(f"not an interval within 0 to 100: {row}")
    canvas.line("chart-track-line", x=_EDGE, y=y, to_x=100 - _EDGE, to_y=y)
    canvas.line("chart-interval", x=_place(row.low), y=y, to_x=_place(row.high), to_y=y)
    for end in (row.low, row.high):
        canvas.line(
            "chart-interval-end", x=_place(end), y=y - 0.35, to_x=_place(end), to_y=y + 0.35
        )
    canvas.dot("chart-dot", x=_place(row.estimate), y=y, radius=0.38)


def interval_mark(row: IntervalRow, *, direction: Direction = "ltr") -> Markup:
    """The dot and its line alone, for a cell of a table; named by the printed words."""
    canvas = Canvas(direction)
    _draw(canvas, row, 0.75)
    return canvas.picture("mark", name=row.printed, height=1.5)


def interval_rows(
    rows: Sequence[IntervalRow],
    *,
    sentence: str,
    subtitle: str,
    header: tuple[str, str, str, str],
    axis: tuple[str, str, str],
    direction: Direction = "ltr",
) -> Chart:
    """One dot and line per row over 0 to 100 percent.

    ``header`` names the table's columns (row, estimate, low end, high end); ``axis`` is what stands
    at 0, 50 and 100. Refuses a row whose estimate is outside its interval (``ValueError``).
    """
    canvas, y = Canvas(direction), 0.0
    for row in rows:
        y = canvas.label("chart-label", row.label, y=y)
        _draw(canvas, row, y + 0.5)
        canvas.words("chart-value", row.printed, x=_EDGE, y=y + 1.0 + 1.05)
        y += 1.0 + LINE + 0.5
    canvas.line("chart-axis", x=_EDGE, y=y, to_x=100 - _EDGE, to_y=y)
    canvas.words("chart-axis-text", axis[0], x=_EDGE, y=y + 1.2)
    canvas.words("chart-axis-text", axis[1], x=50, y=y + 1.2, anchor="middle")
    canvas.words("chart-axis-text", axis[2], x=100 - _EDGE, y=y + 1.2, anchor="end")
    return Chart(
        sentence=sentence,
        subtitle=subtitle,
        svg=canvas.picture("intervals", name=sentence, height=y + 1.6),
        header=header,
        rows=tuple((row.label, row.estimate, row.low, row.high) for row in rows),
    )
