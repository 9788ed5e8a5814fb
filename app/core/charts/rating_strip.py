"""A strip of whole numbers with the middle answer and the middle half marked on it."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.charts.canvas import Canvas, Direction
from app.core.charts.chart import Chart

_EDGE = 4.0
_COLUMN_TOP = 0.3
_COLUMN_HEIGHT = 2.4


def rating_strip(
    counts: Mapping[int, int],
    *,
    lowest: int,
    highest: int,
    quartiles: tuple[float, float, float],
    sentence: str,
    subtitle: str,
    header: tuple[str, str],
    direction: Direction = "ltr",
) -> Chart:
    """How many gave each rating from ``lowest`` to ``highest``, as columns over a numbered strip.

    ``quartiles`` is (lower quartile, median, upper quartile) on the same scale; a box spans the
    middle half, a heavy line stands at the median. Refuses quartiles out of order or off the scale.
    """
    low, middle, high = quartiles
    if not lowest <= low <= middle <= high <= highest:
        raise ValueError(f"quartiles must lie in order on the scale: {quartiles}")
    canvas = Canvas(direction)
    step = (100 - 2 * _EDGE) / (highest - lowest)
    tallest = max(max(counts.values(), default=0), 1)
    base = _COLUMN_TOP + _COLUMN_HEIGHT

    def place(rating: float) -> float:
        return _EDGE + (rating - lowest) * step

    for rating in range(lowest, highest + 1):
        height = _COLUMN_HEIGHT * counts.get(rating, 0) / tallest
        canvas.box(
            "chart-bar",
            x=place(rating) - step * 0.3,
            y=base - height,
            width=step * 0.6,
            height=height,
        )
        canvas.words("chart-axis-text", f"{rating}", x=place(rating), y=base + 2.4, anchor="middle")
    canvas.line("chart-axis", x=_EDGE / 2, y=base, to_x=100 - _EDGE / 2, to_y=base)
    canvas.box(
        "chart-half",
        x=place(low) - 0.8,
        y=base + 0.3,
        width=place(high) - place(low) + 1.6,
        height=0.8,
    )
    canvas.line("chart-median", x=place(middle), y=base + 0.1, to_x=place(middle), to_y=base + 1.3)
    return Chart(
        sentence=sentence,
        subtitle=subtitle,
        svg=canvas.picture("strip", name=sentence, height=base + 2.9),
        header=header,
        rows=tuple((f"{rating}", counts.get(rating, 0)) for rating in range(lowest, highest + 1)),
    )
