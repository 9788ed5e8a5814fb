"""Stacked bars of ordered levels, told apart without colour.

A gap stands between two segments, the count is printed where it fits, the levels keep one order,
and under a segment run as many stripes as its level is high. The key repeats stripes and words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.charts.canvas import LINE, Canvas, Direction
from app.core.charts.chart import Chart

# Which steps of the five-step ramp a shorter scale uses, so that its ends stay its ends.
_RAMPS = {2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
_GAP = 0.6
_BAR_HEIGHT = 1.7
_STRIPE_STEP = 0.22
_ROOM_FOR_NUMBER = 12.0


@dataclass(frozen=True, slots=True)
class StackedRow:
    """One bar: its label and how many stand at each level, lowest level first."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many the whole bar stands for."""
        return sum(self.counts)


def _stripes(canvas: Canvas, level: int, *, x: float, width: float, y: float) -> None:
    for stripe in range(level):
        height = y + stripe * _STRIPE_STEP
        canvas.line("chart-stripe", x=x, y=height, to_x=x + width, to_y=height)


def _draw_bar(canvas: Canvas, row: StackedRow, ramp: tuple[int, ...], y: float) -> float:
    canvas.box("chart-track", x=0, y=y, width=100, height=_BAR_HEIGHT)
    start = 0.0
    for level, (step, count) in enumerate(zip(ramp, row.counts, strict=True)):
        if not count:
            continue
        width = 100 * count / row.total
        drawn = max(width - _GAP, 0.3)
        canvas.box(f"chart-level chart-level-{step}", x=start, y=y, width=drawn, height=_BAR_HEIGHT)
        if width >= _ROOM_FOR_NUMBER:
            middle, base = start + drawn / 2, y + 1.2
            canvas.words(f"chart-on-level-{step}", f"{count}", x=middle, y=base, anchor="middle")
        _stripes(canvas, level, x=start, width=drawn, y=y + _BAR_HEIGHT + 0.25)
        start += width
    return y + _BAR_HEIGHT + 0.25 + (len(ramp) - 1) * _STRIPE_STEP + 0.5


def _draw_key(canvas: Canvas, words: Sequence[str], ramp: tuple[int, ...], y: float) -> float:
    for level, (step, text) in enumerate(zip(ramp, words, strict=True)):
        canvas.box(f"chart-level chart-level-{step}", x=0, y=y + 0.2, width=7, height=0.7)
        _stripes(canvas, level, x=0, width=7, y=y + 1.05)
        canvas.words("chart-key", text, x=9, y=y + 1.05)
        y += LINE + 0.5
    return y


def stacked_bars(
    rows: Sequence[StackedRow],
    *,
    levels: Sequence[str],
    sentence: str,
    subtitle: str,
    row_title: str,
    total_title: str,
    direction: Direction = "ltr",
) -> Chart:
    """Bars of equal length split by level, lowest level at the start edge.

    Takes two to five levels (``ValueError`` otherwise, or when a row has another number of counts).
    A bar of nobody is an empty track. With a single bar the key carries the counts too.
    """
    ramp = _RAMPS.get(len(levels))
    if ramp is None or any(len(row.counts) != len(levels) or min(row.counts) < 0 for row in rows):
        raise ValueError("two to five levels, and one count of zero or more for each")
    canvas, y = Canvas(direction), 0.0
    for row in rows:
        y = canvas.label("chart-label", row.label, y=y)
        y = _draw_bar(canvas, row, ramp, y)
    words = list(levels)
    if len(rows) == 1:
        words = [f"{level}: {count}" for level, count in zip(levels, rows[0].counts, strict=True)]
    y = _draw_key(canvas, words, ramp, y)
    return Chart(
        sentence=sentence,
        subtitle=subtitle,
        svg=canvas.picture("stacked", name=sentence, height=y),
        header=(row_title, *levels, total_title),
        rows=tuple((row.label, *row.counts, row.total) for row in rows),
    )
