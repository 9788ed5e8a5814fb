"""No run of releases ever costs a person more than was promised."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.queries.releases import SpentRow
from app.insights.services.ledger import (
    RELEASES_A_YEAR,
    YEARLY_CAP,
    BudgetSpent,
    oldest_countable,
    refuse_overspending,
)

START, LATER = date(2026, 3, 1), date(2040, 1, 1)
wishes = st.lists(
    st.tuples(
        st.integers(0, 1500),
        st.integers(1, 4),
        st.fractions(Fraction(1, 8), 2, max_denominator=8),
    ),
    max_size=25,
)


def _granted(wanted: list[tuple[int, int, Fraction]]) -> list[SpentRow]:
    ledger: list[SpentRow] = []
    for days, tables, epsilon in sorted(wanted):
        day = START + timedelta(days=days)
        wish = {"cut_off": day, "tables": tables, "epsilon": epsilon, "today": LATER}
        try:
            refuse_overspending(ledger, **wish)
        except BudgetSpent:
            continue
        ledger += [SpentRow(day, epsilon)] * tables
    return ledger


@given(wishes)
def test_no_365_days_ever_cost_more_than_the_cap(wanted: list[tuple[int, int, Fraction]]) -> None:
    ledger = _granted(wanted)
    for line in ledger:
        until = line.cut_off + timedelta(days=365)
        year = [one for one in ledger if line.cut_off <= one.cut_off < until]
        assert sum(one.epsilon for one in year) <= YEARLY_CAP
        assert len({one.cut_off for one in year}) <= RELEASES_A_YEAR


@given(wishes)
def test_no_release_counts_a_person_in_more_than_three_tables(
    wanted: list[tuple[int, int, Fraction]],
) -> None:
    ledger = _granted(wanted)
    per_day = [sum(one.cut_off == line.cut_off for one in ledger) for line in ledger]
    assert all(tables <= 3 for tables in per_day)


def test_releases_every_half_year_are_always_granted() -> None:
    half_years = [(days, 3, Fraction(1, 2)) for days in (0, 184, 365, 549, 730)]
    assert len(_granted(half_years)) == 15


def test_a_release_that_reaches_less_far_than_the_last_is_refused() -> None:
    wish = {"tables": 3, "epsilon": Fraction(1, 2), "today": LATER}
    with pytest.raises(BudgetSpent, match="already reached"):
        refuse_overspending([SpentRow(START, Fraction(1, 2))], cut_off=START, **wish)


def test_an_answer_is_counted_in_four_releases_and_then_waits() -> None:
    days = [START + timedelta(days=183 * n) for n in range(5)]
    assert oldest_countable(days[:3]) is None
    assert oldest_countable(days[:4]) == days[0]
    assert oldest_countable(days) == days[1]
