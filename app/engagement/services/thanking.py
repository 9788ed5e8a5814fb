"""Calm rewards: what a member may look at, alone, and never has to (science.md 2.3). Thanks and
milestones of helping; no row of days, no rank, nobody beside them, nothing for writing much."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from app.core.clock import now
from app.core.errors import require
from app.core.viewer import Viewer
from app.engagement.queries import thanks
from app.engagement.queries.thanks import Month
from app.engagement.queries.wishes import wishes_of

STEPS = (1, 5, 20)
"""How many first posts were answered, or notes accepted, at each milestone."""
LOOKS_BACK = timedelta(days=365)


class Received(NamedTuple):
    """Thanks by month, newest first, and the milestones that were reached, the highest last."""

    months: list[Month]
    answered: tuple[int, ...]
    noted: tuple[int, ...]


def received(*, by: Viewer) -> Received | None:
    """The viewer's own; None where they do not want to see it: then nothing is counted either.

    Raises:
        Forbidden: nobody is signed in.
    """
    require(by.is_signed_in)
    if not wishes_of(by.id).shows_thanks:
        return None
    moment = now()
    return Received(
        months=thanks.thanks_since(by, _whole_months(moment.date())),
        answered=reached(thanks.first_posts_answered(by)),
        noted=reached(thanks.notes_accepted(by, moment)),
    )


def reached(count: int) -> tuple[int, ...]:
    """The milestones up to `count`; the next one is not named."""
    return tuple(step for step in STEPS if step <= count)


def _whole_months(today: date) -> date:
    """The first day of the month a year ago, so that no month is cut."""
    return (today - LOOKS_BACK).replace(day=1)
