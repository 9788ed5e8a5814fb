"""The privacy budget: what a release may cost, and when there may be one.

A person is in one cell of each of at most three tables, so their presence costs three times
epsilon per release, and an answer they change costs twice epsilon (two cells of one table move).
Caps (S-1, S-4, S-5): three tables a release, two releases in 365 days, 3.0 for presence in 365 days.
An answer is counted in four releases at most, 4.0 over its life; then the member gives it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from app.core.errors import Conflict
from app.insights.queries.releases import SpentRow
from app.insights.services.table_catalogue import MOST_TABLES

RELEASES_A_YEAR = 2
YEARLY_CAP = Fraction(3)
RELEASES_PER_ANSWER = 4
WAIT = timedelta(days=30)
_YEAR = timedelta(days=365)


class BudgetSpent(Conflict):
    """A release would cost people more privacy than they were promised."""


def _refuse_wrong_day(cut_offs: Sequence[date], cut_off: date, today: date) -> None:
    if today - cut_off < WAIT:
        raise BudgetSpent(f"a release comes {WAIT.days} days after its cut-off, not sooner")
    if cut_offs and cut_off <= max(cut_offs):
        raise BudgetSpent(f"the last release already reached to {max(cut_offs)}")


def refuse_overspending(
    ledger: Sequence[SpentRow], *, cut_off: date, tables: int, epsilon: Fraction, today: date
) -> None:
    """Stop a release that breaks a cap.

    Raises:
        BudgetSpent: too soon, too many tables, too many releases or too much epsilon in 365 days.
    """
    _refuse_wrong_day([line.cut_off for line in ledger], cut_off, today)
    if tables > MOST_TABLES:
        raise BudgetSpent(f"a person may be counted in {MOST_TABLES} tables, not {tables}")
    recent = [line for line in ledger if cut_off - line.cut_off < _YEAR]
    if len({line.cut_off for line in recent}) >= RELEASES_A_YEAR:
        raise BudgetSpent(f"there were {RELEASES_A_YEAR} releases in the 365 days before")
    spent = sum((line.epsilon for line in recent), Fraction(0))
    if spent + tables * epsilon > YEARLY_CAP:
        raise BudgetSpent(f"{spent} of {YEARLY_CAP} are spent for these 365 days")


def oldest_countable(cut_offs: Sequence[date]) -> date | None:
    """Answers given up to this day were counted in four releases and wait to be given again."""
    newest_first = sorted(cut_offs, reverse=True)
    return (
        newest_first[RELEASES_PER_ANSWER - 1] if len(newest_first) >= RELEASES_PER_ANSWER else None
    )
