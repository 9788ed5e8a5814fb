"""Who comes first, and what stays unsaid under five people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.insights.services.ranking import ranked, standing


def _names(*cases: tuple[str, int, int]) -> list[str]:
    rows = [
        standing(key=number, name=name, people=people, helped=helped)
        for number, (name, helped, people) in enumerate(cases)
    ]
    return [row.name for row in ranked(rows)]


def test_six_delighted_people_do_not_outrank_four_hundred_content_ones() -> None:
    assert _names(("few and delighted", 6, 6), ("many and content", 320, 400)) == [
        "many and content",
        "few and delighted",
    ]


def test_those_with_too_few_people_come_last_and_in_the_order_of_the_alphabet() -> None:
    order = _names(("b, four", 4, 4), ("a, one", 0, 1), ("c, nobody helped", 0, 50))
    assert order == ["c, nobody helped", "a, one", "b, four"]


def test_four_people_are_too_few_and_five_are_enough() -> None:
    assert standing(key=1, name="four", people=4, helped=4).is_too_few
    assert not standing(key=1, name="five", people=5, helped=5).is_too_few


@given(st.lists(st.integers(5, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))))
def test_no_row_has_a_lower_end_above_the_row_before(cases: list[tuple[int, int]]) -> None:
    rows = ranked(
        standing(key=number, name=f"{number}", people=n, helped=helped)
        for number, (helped, n) in enumerate(cases)
    )
    ends = [row.share.low for row in rows if row.share]
    assert ends == sorted(ends, reverse=True)
