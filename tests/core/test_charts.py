"""Charts: words are escaped, nothing needs colour, the table says what the picture says."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.charts import (
    BarRow,
    Chart,
    IntervalRow,
    StackedRow,
    horizontal_bars,
    interval_mark,
    interval_rows,
    rating_strip,
    stacked_bars,
)

EVIL = "<script>x</script>\"'&"
LEVELS = ("none", "mild", "moderate", "severe", "extreme")


def _stacked(*rows: StackedRow, direction: str = "ltr") -> Chart:
    return stacked_bars(
        rows,
        levels=LEVELS,
        sentence="Three of five say mild",
        subtitle="10 people",
        row_title="Kind",
        total_title="All",
        direction=direction,  # type: ignore[arg-type]
    )


def _bars(*rows: BarRow, full: int = 0) -> Chart:
    return horizontal_bars(
        rows, sentence="Most said so", subtitle="9 people", header=("What", "People"), full=full
    )


def _intervals(*rows: IntervalRow) -> Chart:
    return interval_rows(
        rows,
        sentence="One helps more",
        subtitle="all",
        header=("What", "Share", "From", "To"),
        axis=("0 %", "50 %", "100 %"),
    )


def _strip(direction: str = "ltr") -> Chart:
    return rating_strip(
        {1: 2, 7: 5, 10: 1},
        lowest=1,
        highest=10,
        quartiles=(4.0, 7.0, 8.0),
        sentence="The middle answer is 7",
        subtitle="8 people",
        header=("Rating", "People"),
        direction=direction,  # type: ignore[arg-type]
    )


def _every_chart() -> list[Chart]:
    return [
        _stacked(StackedRow("a", (1, 2, 3, 4, 5)), StackedRow(EVIL, (0, 0, 0, 0, 0))),
        _bars(BarRow(EVIL, 3, EVIL)),
        _intervals(IntervalRow(EVIL, 60, 50, 70, EVIL)),
        _strip(),
    ]


def _tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("number", range(4))
def test_a_chart_is_one_image_named_by_its_sentence(number: int) -> None:
    chart = _every_chart()[number]
    root = _tree(chart.svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", chart.sentence)


@pytest.mark.parametrize("number", range(4))
def test_a_chart_carries_no_style_no_script_and_no_colour_of_its_own(number: int) -> None:
    for part in _tree(_every_chart()[number].svg).iter():
        assert part.tag in {"svg", "rect", "line", "circle", "text"}
        assert not {"style", "fill", "stroke", "href", "id"} & set(part.keys())
        assert not any(name.startswith("on") for name in part.keys())


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1))
def test_any_words_come_out_as_words(label: str) -> None:
    chart = _bars(BarRow(label, 1, "1"))
    drawn = "".join(part.text or "" for part in _tree(chart.svg).iter("text"))
    assert "".join(label.split()) in "".join(drawn.split())
    assert chart.rows == ((label, 1),)


def test_a_long_label_is_broken_so_that_it_fits_a_phone() -> None:
    chart = _bars(BarRow("a very long name of a treatment that nobody can say", 1, "1"))
    assert all(len(part.text or "") <= 34 for part in _tree(chart.svg).iter("text"))


def test_levels_are_told_apart_by_stripes_and_order_without_colour() -> None:
    root = _tree(_stacked(StackedRow("a", (10, 10, 10, 10, 10))).svg)
    segments = [part for part in root.iter("rect") if "chart-level" in part.get("class", "")][:5]
    starts = [float(part.get("x", "").rstrip("%")) for part in segments]
    ends = [at + float(part.get("width", "").rstrip("%")) for at, part in zip(starts, segments)]
    assert starts == sorted(starts)
    assert all(end < start for end, start in zip(ends, starts[1:]))
    stripes = [part.get("x1") for part in root.iter("line") if part.get("class") == "chart-stripe"]
    per_segment = [stripes.count(part.get("x")) for part in segments]
    assert per_segment[1:] == [1, 2, 3, 4]


def test_counts_are_printed_in_wide_segments_and_all_of_them_in_the_key() -> None:
    root = _tree(_stacked(StackedRow("a", (90, 5, 5, 0, 0))).svg)
    words = [part.text for part in root.iter("text")]
    assert "90" in words
    assert "5" not in words
    assert {"none: 90", "mild: 5", "extreme: 0"} <= set(words)


def test_the_table_of_a_stacked_bar_has_every_count_and_the_total() -> None:
    chart = _stacked(StackedRow("a", (1, 2, 3, 4, 5)), StackedRow("b", (0, 0, 0, 0, 0)))
    assert chart.header == ("Kind", *LEVELS, "All")
    assert chart.rows == (("a", 1, 2, 3, 4, 5, 15), ("b", 0, 0, 0, 0, 0, 0))


def test_bars_share_one_zero_and_one_scale() -> None:
    root = _tree(_bars(BarRow("a", 10, "10"), BarRow("b", 5, "5"), full=20).svg)
    widths = [
        float(part.get("width", "").rstrip("%"))
        for part in root.iter("rect")
        if part.get("class") == "chart-bar"
    ]
    assert widths == [38, 19]


def test_a_strip_marks_the_middle_between_its_quartiles() -> None:
    root = _tree(_strip().svg)
    median = next(part for part in root.iter("line") if part.get("class") == "chart-median")
    half = next(part for part in root.iter("rect") if part.get("class") == "chart-half")
    at, start = float(median.get("x1", "").rstrip("%")), float(half.get("x", "").rstrip("%"))
    assert start < at < start + float(half.get("width", "").rstrip("%"))


def test_right_to_left_is_the_mirror_image() -> None:
    left, right = _tree(_strip().svg), _tree(_strip("rtl").svg)
    assert right.get("direction") == "rtl"
    for one, other in zip(left.iter("text"), right.iter("text")):
        at, mirrored = one.get("x", "").rstrip("%"), other.get("x", "").rstrip("%")
        assert float(at) + float(mirrored) == pytest.approx(100, abs=0.02)


def test_a_mark_for_a_table_cell_is_named_by_its_words() -> None:
    mark = interval_mark(IntervalRow("a", 65, 58, 71, "65 percent, between 58 and 71"))
    assert _tree(mark).get("aria-label") == "65 percent, between 58 and 71"


def test_an_estimate_outside_its_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="interval"):
        _intervals(IntervalRow("a", 40, 50, 70, "40"))


def test_six_levels_and_missing_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="levels"):
        _stacked(StackedRow("a", (1, 2, 3)))


def test_a_bar_below_zero_and_quartiles_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        _bars(BarRow("a", -1, "-1"))
    with pytest.raises(ValueError, match="quartiles"):
        rating_strip(
            {},
            lowest=1,
            highest=10,
            quartiles=(5, 4, 6),
            sentence="",
            subtitle="",
            header=("a", "b"),
        )
