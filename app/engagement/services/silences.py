"""Who has gone quiet by their own rhythm, and what came last before (science.md 2.1, E16). The keys
of members stay here and with the safeguarding role: boards get sums."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.engagement.queries.quiet import (
    LastPost,
    Sign,
    Silence,
    days_of,
    last_posts,
    limited,
    signs_of_distress,
)
from app.engagement.services.counting import KEPT_DAYS
from app.engagement.services.figures.quiet import LEAST_DAYS, Before, Reason, patience, reason

NEAR = timedelta(days=LEAST_DAYS)
"""What lies further back than this from the last day on which somebody was there is not called the
last thing before."""


class Quiet(NamedTuple):
    """Somebody who is away for longer than is usual for them, from the day `since` on. `case_id` is
    the last case about their distress, where `why` is "safeguarding"."""

    member_id: int
    since: date
    why: Reason
    case_id: int | None


def silence_on(group_id: int | None, day: date) -> Silence:
    """The question who is not there on that day and was in the days for which counters are kept;
    of the whole site without a group."""
    first = day - timedelta(days=KEPT_DAYS - 1)
    return Silence(group_id, first, day - timedelta(days=LEAST_DAYS + 1), day)


def gone_quiet(silence: Silence) -> Iterator[Quiet]:
    """Everybody, by key. That somebody reached what they came for is known to nobody here: they are
    among those of whom nothing is known."""
    posts, decided, signs = last_posts(silence), limited(silence), signs_of_distress(silence)
    for member_id, days in days_of(silence):
        since = days[-1] + timedelta(days=math.floor(patience(days)) + 1)
        if since > silence.day:
            continue
        sign = _sign_near(days[-1], signs.get(member_id, ()))
        before = Before(
            in_distress=sign is not None,
            is_unanswered=_waited(days[-1], posts.get(member_id)),
            had_conflict=any(_is_near(days[-1], at) for at in decided.get(member_id, ())),
        )
        yield Quiet(member_id, since, reason(before), sign.case_id if sign else None)


def _sign_near(last: date, signs: Iterable[Sign]) -> Sign | None:
    """The newest of the last days, also when it was found only afterwards."""
    near = [one for one in signs if one.opened_at.date() >= last - NEAR]
    return near[-1] if near else None


def _waited(last: date, post: LastPost | None) -> bool:
    return post is not None and post.is_unanswered and _is_near(last, post.posted_at)


def _is_near(last: date, at: datetime) -> bool:
    return abs(at.date() - last) <= NEAR
