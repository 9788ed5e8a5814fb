"""Who has gone quiet, by their own rhythm: somebody who comes every month is not missed after one.

Where it goes is decided here, too: after a post in distress it is a matter for safeguarding and on
no list (science.md E16).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Literal

LEAST_DAYS = 28
TIMES_OWN_GAP = 3

Reason = Literal["safeguarding", "unanswered", "conflict", "goal_reached", "unknown"]


@dataclass(frozen=True, slots=True)
class Before:
    """What came last before somebody fell silent."""

    in_distress: bool = False
    is_unanswered: bool = False
    had_conflict: bool = False
    reached_goal: bool = False


def patience(days: Iterable[date]) -> float:
    """How many days without somebody are usual: 28, or three times the median gap between the days
    on which they were there, whichever is more."""
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted(set(days)))]
    return max(LEAST_DAYS, TIMES_OWN_GAP * median(gaps)) if gaps else LEAST_DAYS


def has_gone_quiet(days: Iterable[date], today: date) -> bool:
    """Whether the last of the days on which somebody was there is longer ago than is usual for them.
    Who was never there has not gone; days after `today` do not count."""
    there = {day for day in days if day <= today}
    return bool(there) and (today - max(there)).days > patience(there)


def reason(before: Before) -> Reason:
    """Why somebody may have fallen silent, the gravest first. "safeguarding" goes to the people who
    hold that role and to nobody else; "goal_reached" needs nothing done."""
    told: tuple[tuple[bool, Reason], ...] = (
        (before.in_distress, "safeguarding"),
        (before.had_conflict, "conflict"),
        (before.is_unanswered, "unanswered"),
        (before.reached_goal, "goal_reached"),
    )
    return next((name for is_so, name in told if is_so), "unknown")


def is_listed(why: Reason) -> bool:
    """Whether stewards of a group see it among those they may write to."""
    return why not in ("safeguarding", "goal_reached")
