"""Who has gone quiet, by their own rhythm, and where that goes (science.md 2.1 and E16)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engagement.services.figures.quiet import (
    Before,
    has_gone_quiet,
    is_listed,
    patience,
    reason,
)

TODAY = date(2026, 6, 1)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=day) for day in days]


@pytest.mark.parametrize(("last", "is_quiet"), [(28, False), (29, True)])
def test_whoever_came_daily_is_missed_after_four_weeks(last: int, is_quiet: bool) -> None:
    assert has_gone_quiet(ago(*range(last, last + 30)), TODAY) == is_quiet


@pytest.mark.parametrize(("last", "is_quiet"), [(90, False), (91, True)])
def test_whoever_came_monthly_is_missed_after_three_months(last: int, is_quiet: bool) -> None:
    assert has_gone_quiet(ago(last, last + 30, last + 60, last + 90), TODAY) == is_quiet


@pytest.mark.parametrize(("last", "is_quiet"), [(28, False), (29, True)])
def test_whoever_came_once_is_missed_after_four_weeks(last: int, is_quiet: bool) -> None:
    assert has_gone_quiet(ago(last), TODAY) == is_quiet


def test_whoever_was_never_there_has_not_gone() -> None:
    assert not has_gone_quiet([], TODAY)
    assert not has_gone_quiet(ago(-5), TODAY)


def test_one_long_holiday_does_not_change_a_rhythm() -> None:
    """The median of gaps, not their mean."""
    assert patience(ago(0, 2, 4, 6, 200, 202)) == 28


def test_a_day_told_twice_is_no_gap() -> None:
    assert patience(ago(0, 0, 0, 0, 20, 20)) == 60


def test_the_gap_before_today_is_no_part_of_the_rhythm() -> None:
    assert patience(ago(300, 310, 320)) == 30


@pytest.mark.parametrize(
    ("before", "why", "listed"),
    [
        (Before(in_distress=True, is_unanswered=True), "safeguarding", False),
        (Before(is_unanswered=True), "unanswered", True),
        (Before(had_conflict=True, is_unanswered=True), "conflict", True),
        (Before(reached_goal=True), "goal_reached", False),
        (Before(), "unknown", True),
    ],
)
def test_what_came_before_decides_who_hears_of_it(before: Before, why: str, listed: bool) -> None:
    assert (reason(before), is_listed(reason(before))) == (why, listed)


@given(st.builds(Before, st.just(True), st.booleans(), st.booleans(), st.booleans()))
def test_after_a_post_in_distress_nobody_stands_on_a_list(before: Before) -> None:
    assert not is_listed(reason(before))


@given(st.sets(st.integers(0, 400), min_size=1, max_size=30))
def test_nobody_is_missed_before_four_weeks(days: set[int]) -> None:
    there = ago(*days)
    assert not has_gone_quiet(there, max(there) + timedelta(days=28))
    assert has_gone_quiet(there, max(there) + timedelta(days=int(patience(there)) + 1))
