"""How soon somebody looked at new cases, by level (science.md C8)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from sqlalchemy import select

from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case
from app.moderation.queries.cases import seen_at_the_desk
from app.moderation.queries.queue import levels_of
from app.moderation.queries.shifts import Span, staffed

# So many of the newest cases of a level are asked about.
MOST = 500


class FirstLook(NamedTuple):
    """Of `opened` cases of a level, `seen` were looked at; half of those within `half`, counted on
    the clock on the wall, or within `half_staffed`, counted while somebody was at the desk."""

    level: str
    opened: int
    seen: int
    half: timedelta | None
    half_staffed: timedelta | None


def first_looks(viewer: Viewer, since: datetime, there: list[Span]) -> list[FirstLook]:
    """By level, the gravest first, of cases opened since then; `there` are the staffed times."""
    found: dict[str, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for level in levels_of(viewer):
        newest = (
            select(Case.opened_at, Case.first_seen_at)
            .where(Case.level == level, Case.opened_at >= since, seen_at_the_desk(viewer))
            .order_by(Case.opened_at.desc(), Case.id.desc())
            .limit(MOST)
        )
        found[level] = [(row[0], row[1]) for row in db.session.execute(newest)]
    return [_of(level, times, there) for level, times in found.items()]


def _of(level: str, times: list[tuple[datetime, datetime | None]], there: list[Span]) -> FirstLook:
    seen = [(opened, looked) for opened, looked in times if looked is not None]
    waits = [looked - opened for opened, looked in seen]
    staffed_waits = [staffed(there, opened, looked) for opened, looked in seen]
    return FirstLook(level, len(times), len(seen), _half(waits), _half(staffed_waits))


def _half(waits: list[timedelta]) -> timedelta | None:
    """The median."""
    if not waits:
        return None
    return timedelta(seconds=median(wait.total_seconds() for wait in waits))
