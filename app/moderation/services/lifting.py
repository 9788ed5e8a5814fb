"""Ageing: what nobody looked at for long comes before people who may not be safe, so that it is not
starved while the desk is full of them (science.md C7).

Time is staffed time: hours in which somebody was on a shift. The promise is a first look within 12
of them. A case is lifted after 6, so that 6 are left in which the desk gets to it; what could injure
soon is lifted after 1, because its first look is due within 2 (M6).

Lifting must not starve those it is lifted over: of the looks of the desk's last staffed hour at most
every second one is given away. A desk that looks at p cases an hour therefore keeps the promise while
no more than p / 2 cases grow old in an hour, and for a heap of up to 3 p that grew old at the same
moment: (12 - 6) * p / 2. Beyond that no order helps, only more people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from app.core.database import db
from app.moderation.models import Case
from app.moderation.queries.queue import PLACES
from app.moderation.queries.shifts import Span, spans, staffed
from app.moderation.steps import LIFTED

PROMISE = timedelta(hours=12)
AFTER = {
    "harm": timedelta(hours=1), "amber": timedelta(hours=6), "rest": timedelta(hours=6),
}  # fmt: skip
WINDOW = timedelta(hours=1)
# Who was at the desk longer ago than this is not asked about.
LOOKS_BACK = timedelta(days=60)


def lift(at: datetime) -> int:
    """Move up what waited too long, the gravest first, and say how many. Needs a unit of work."""
    there = spans(at - LOOKS_BACK, at)
    free = room(*_last_hour(ago(there, at, WINDOW)))
    lifted = 0
    for rank in sorted(rank for rank, place in PLACES.items() if place in AFTER):
        if lifted >= free:
            break
        oldest = list(_due(there, at, rank, free - lifted))
        if oldest:
            which = update(Case).where(Case.id.in_(oldest))
            db.session.execute(which.values(rank=LIFTED, lifted_at=at))
        lifted += len(oldest)
    return lifted


def room(looks: int, lifted: int) -> int:
    """How many more may be lifted: with what was lifted, half of the looks of the same time; one
    also at a desk that has hardly looked at anything."""
    return max(0, max(1, looks // 2) - lifted)


def ago(there: Iterable[Span], at: datetime, much: timedelta) -> datetime:
    """The moment since which the desk was staffed for so long; `at` itself where it never was."""
    since = at
    for one in reversed(list(there)):
        since = max(one.begins, one.ends - much)
        much -= one.ends - since
        if much <= timedelta():
            break
    return since


def _due(there: list[Span], at: datetime, rank: int, most: int) -> Iterator[int]:
    """Keys of the oldest unseen ones at a place that have waited long enough."""
    oldest = (
        select(Case.id, Case.opened_at)
        .where(Case.state == "open", Case.rank == rank, Case.first_seen_at.is_(None))
        .order_by(Case.opened_at, Case.id)
        .limit(most)
    )
    for case_id, opened_at in db.session.execute(oldest).all():
        if staffed(there, opened_at, at) >= AFTER[PLACES[rank]]:
            yield case_id


def _last_hour(since: datetime) -> tuple[int, int]:
    """Looks at new cases, and cases lifted, since then."""
    row = db.session.execute(
        select(
            func.count().filter(Case.first_seen_at > since),
            func.count().filter(Case.lifted_at > since),
        )
    ).one()
    return row[0], row[1]
