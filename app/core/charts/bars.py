"""Horizontal bars: one amount per row, the number always printed beside its bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.charts.canvas import Canvas, Direction
from app.core.charts.chart import Chart

_BAR_AREA = 76.0
# Room for words beside the bar, such as "about 30", on a narrow phone.
_WITH_WORDS = 66.0
_MOST_LETTERS = 5
_BAR_HEIGHT = 1.2


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar. ``printed`` is the amount in the reader's own way of writing numbers."""

    label: str
    amount: int
    printed: str


def horizontal_bars(
    rows: Sequence[BarRow],
    *,
    sentence: str,
    subtitle: str,
    header: tuple[str, str],
    full: int = 0,
    direction: Direction = "ltr",
) -> Chart:
    """Bars from a common zero.

    ``full`` is the amount of a full-length bar (the denominator); without it the largest amount fills
    the length. ``header`` names the two columns of the table. An amount below zero is refused.
    """
    if any(row.amount < 0 for row in rows):
        raise ValueError("a bar cannot be shorter than nothing")
    canvas, y = Canvas(direction), 0.0
    scale = max(full, max((row.amount for row in rows), default=0), 1)
    is_short = all(len(row.printed) <= _MOST_LETTERS for row in rows)
    area = _BAR_AREA if is_short else _WITH_WORDS
    for row in rows:
        y = canvas.label("chart-label", row.label, y=y)
        canvas.box("chart-track", x=0, y=y, width=area, height=_BAR_HEIGHT)
        canvas.box("chart-bar", x=0, y=y, width=area * row.amount / scale, height=_BAR_HEIGHT)
        canvas.words("chart-value", row.printed, x=area + 2, y=y + 0.95)
        y += _BAR_HEIGHT + 0.6
    return Chart(
        sentence=sentence,
        subtitle=subtitle,
        svg=canvas.picture("bars", name=sentence, height=y),
        header=header,
        rows=tuple((row.label, row.amount) for row in rows),
    )
