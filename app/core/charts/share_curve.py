"""One share against another: how much of something a growing part of people has together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.core.charts.canvas import Canvas, Direction
from app.core.charts.chart import Chart

_LEFT, _WIDTH = 16.0, 82.0
_TOP, _HEIGHT = 0.8, 14.0


def share_curve(
    points: Sequence[tuple[float, float]],
    *,
    sentence: str,
    subtitle: str,
    header: tuple[str, str],
    ends: tuple[str, str],
    direction: Direction = "ltr",
) -> Chart:
    """Points (share of people, share of the thing), both from 0 to 1 and neither ever falling, joined
    by lines between the corners; a thin line from corner to corner is where all have the same.

    ``header`` names the table's columns and the two sides, ``ends`` is what stands at 0 and at 1. The
    table holds whole percent. Refuses points out of order or beyond the corners (``ValueError``).
    """
    whole = [(0.0, 0.0), *points, (1.0, 1.0)]
    if any(x > to_x or y > to_y for (x, y), (to_x, to_y) in pairwise(whole)):
        raise ValueError(f"shares that never fall, from 0 to 1: {points}")
    canvas = Canvas(direction)
    canvas.words("chart-label", header[1], x=0, y=_TOP + 0.3)
    canvas.box("chart-track", x=_LEFT, y=_TOP + 0.8, width=_WIDTH, height=_HEIGHT)
    base = _TOP + 0.8 + _HEIGHT
    _draw(canvas, "chart-axis", [(0.0, 0.0), (1.0, 1.0)], base)
    _draw(canvas, "chart-curve", whole, base)
    for x, y in points:
        canvas.dot("chart-dot", x=_LEFT + _WIDTH * x, y=base - _HEIGHT * y, radius=0.22)
    canvas.words("chart-axis-text", ends[1], x=_LEFT - 1, y=_TOP + 1.9, anchor="end")
    canvas.words("chart-axis-text", ends[0], x=_LEFT - 1, y=base, anchor="end")
    canvas.words("chart-axis-text", ends[0], x=_LEFT, y=base + 1.3)
    canvas.words("chart-axis-text", ends[1], x=_LEFT + _WIDTH, y=base + 1.3, anchor="end")
    canvas.words("chart-label", header[0], x=0, y=base + 2.7)
    return Chart(
        sentence=sentence,
        subtitle=subtitle,
        svg=canvas.picture("shares", name=sentence, height=base + 3.2),
        header=header,
        rows=tuple((round(100 * x), round(100 * y)) for x, y in points),
    )


def _draw(canvas: Canvas, css: str, points: Sequence[tuple[float, float]], base: float) -> None:
    for (x, y), (to_x, to_y) in pairwise(points):
        canvas.line(
            css, x=_LEFT + _WIDTH * x, y=base - _HEIGHT * y,
            to_x=_LEFT + _WIDTH * to_x, to_y=base - _HEIGHT * to_y,
        )  # fmt: skip
