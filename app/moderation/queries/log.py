"""The moderators' log for everybody: decisions without names, a week later.

What a rule and a step have in common with few others could single somebody out: such a line tells its
month alone, and stands behind all others of that month. Order within a day is by a random id, so that
it says nothing. Whatever has to do with people in distress is not in it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Subquery, and_, case, extract, func, or_, select

from app.core.database import db
from app.core.errors import NotFound
from app.core.pagination import KeyPage, decode_key, key_page
from app.moderation.models import Appeal, Case, Decision

DELAY = timedelta(days=7)
# As in the report: under five of a kind could point at somebody.
LEAST = 5
SIZE = 50
NEVER_TOLD = ("method",)


class LogLine(NamedTuple):
    """`place` is months since year 0 times 100 plus the day of the month, 0 where it is not told.
    `outcome` is that of appeals: "overturned", "upheld", "waiting" or nothing."""

    place: int
    public_id: str
    ground: str
    action: str
    notice: str
    detected: bool
    outcome: str | None

    @property
    def has_day(self) -> bool:
        """Whether the day is told, or the month alone."""
        return self.place % 100 > 0

    @property
    def on(self) -> date:
        """The day; the first of the month where the day is not told."""
        months = self.place // 100 - 1
        return date(months // 12, months % 12 + 1, max(1, self.place % 100))


def public_log(at: datetime, after: str | None) -> KeyPage[LogLine]:
    """The newest first.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    told = _told(at)
    kinds = (
        select(Decision.ground, Decision.action, func.count().label("count"))
        .join(Case, Case.id == Decision.case_id)
        .where(told)
        .group_by(Decision.ground, Decision.action)
        .subquery()
    )
    place = _place(kinds).label("place")
    rows = (
        select(
            place, Decision.public_id, Decision.ground, Decision.action, Decision.notice,
            Decision.is_detected_automatically, _outcome(),
        )
        .join(Case, Case.id == Decision.case_id)
        .join(kinds, and_(kinds.c.ground == Decision.ground, kinds.c.action == Decision.action))
        .where(told, _behind(_place(kinds), after))
        .order_by(place.desc(), Decision.public_id)
        .limit(SIZE + 1)
    )  # fmt: skip
    lines = [LogLine(*row) for row in db.session.execute(rows)]
    return key_page(lines, SIZE, lambda row: [row.place, row.public_id])


def _told(at: datetime) -> ColumnElement[bool]:
    return and_(
        Decision.taken_at < at - DELAY,
        Case.is_sensitive.is_(False),
        Decision.ground.not_in(NEVER_TOLD),
    )


def _place(kinds: Subquery) -> ColumnElement[int]:
    taken: Any = Decision.taken_at
    if db.engine.dialect.name == "postgresql":
        taken = func.timezone("UTC", taken)
    year, month, day = (extract(part, taken).cast(Integer) for part in ("year", "month", "day"))
    return (year * 12 + month) * 100 + case((kinds.c.count < LEAST, 0), else_=day)


def _behind(place: ColumnElement[int], after: str | None) -> ColumnElement[bool]:
    key = decode_key(after, 2)
    if key is None:
        return Decision.id.is_not(None)
    number, public_id = key
    if not isinstance(number, int) or not isinstance(public_id, str) or abs(number) >= 2**31:
        raise NotFound
    return or_(place < number, and_(place == number, Decision.public_id > public_id))


def _outcome() -> ColumnElement[str | None]:
    """How the gravest answer to an appeal went: "overturned" sorts before "upheld", both before
    what waits."""
    return (
        select(func.min(func.coalesce(Appeal.outcome, "waiting")))
        .where(Appeal.decision_id == Decision.id)
        .correlate(Decision)
        .scalar_subquery()
    )
