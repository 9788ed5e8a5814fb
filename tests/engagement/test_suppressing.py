"""Numbers of people in steps of five, and none under five (science.md E14)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engagement.services.suppressing import cells, people

COUNTS = st.integers(0, 200_000)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1_232, 1_230)],
)
def test_a_number_is_shown_to_the_nearest_five(count: int, shown: int | None):
    assert people(count) == shown


@given(COUNTS, COUNTS)
def test_no_two_numbers_subtract_to_a_small_one(one: int, other: int):
    first, second = people(one), people(other)
    if first is not None and second is not None:
        assert first == second or abs(first - second) >= 5


@given(COUNTS, COUNTS)
def test_a_part_never_looks_larger_than_its_whole(part: int, rest: int):
    shown, whole = people(part), people(part + rest)
    assert shown is None or (whole is not None and shown <= whole)


@given(COUNTS)
def test_whoever_sees_a_number_knows_it_within_two(count: int):
    shown = people(count)
    assert (shown is None) == (count < 5)
    assert shown is None or abs(shown - count) <= 2


def test_nobody_is_shown_as_few_so_that_one_more_changes_nothing():
    assert cells({"a": 0, "b": 3, "c": 5}) == {"a": None, "b": None, "c": 5}


def test_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="from 0"):
        people(-1)
