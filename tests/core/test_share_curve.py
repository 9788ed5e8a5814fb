"""A curve of shares: its corners, its table, and what it refuses."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from app.core.charts import Chart, share_curve

EVIL = "<script>x</script>\"'&"


def curve(
    *points: tuple[float, float], direction: str = "ltr", sentence: str = "Few wrote"
) -> Chart:
    return share_curve(
        points, sentence=sentence, subtitle="300 people", header=("People", "Posts"),
        ends=("0 %", "100 %"), direction=direction,
    )  # fmt: skip


def lines(chart: Chart, css: str) -> list[tuple[float, float, float, float]]:
    picture = ElementTree.fromstring(str(chart.svg))
    return [
        tuple(float(line.get(end, "").rstrip("%em")) for end in ("x1", "y1", "x2", "y2"))  # type: ignore[misc]
        for line in picture.iter("line")
        if line.get("class") == css
    ]


def test_the_curve_runs_from_corner_to_corner_through_its_points() -> None:
    chart = curve((0.5, 0.1), (0.9, 0.4))
    (equal,) = lines(chart, "chart-axis")
    drawn = lines(chart, "chart-curve")
    assert len(drawn) == 3
    assert drawn[0][:2] == equal[:2] and drawn[-1][2:] == equal[2:]
    assert [one[2:] for one in drawn[:-1]] == [one[:2] for one in drawn[1:]]


def test_the_table_says_the_same_in_percent() -> None:
    assert curve((0.5, 0.104), (0.9, 0.4)).rows == ((50, 10), (90, 40))


def test_a_page_from_right_to_left_mirrors_it() -> None:
    left, right = (lines(curve((0.5, 0.1), direction=way), "chart-curve") for way in ("ltr", "rtl"))
    assert [100 - one[0] for one in left] == [one[0] for one in right]


def test_words_are_escaped() -> None:
    assert "<script>" not in curve((0.5, 0.1), sentence=EVIL).svg


@pytest.mark.parametrize(
    "points", [[(0.9, 0.1), (0.5, 0.2)], [(0.2, 0.4), (0.3, 0.3)], [(1.2, 0.5)], [(0.5, -0.1)]],
    ids=["people fall", "posts fall", "beyond", "below"],
)  # fmt: skip
def test_shares_that_fall_or_leave_the_corners_are_refused(
    points: list[tuple[float, float]],
) -> None:
    with pytest.raises(ValueError, match="never fall"):
        curve(*points)
