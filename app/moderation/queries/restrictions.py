"""What holds for a member now. An end needs no job: what is over by the clock is not found."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, bindparam, func, literal, or_, select

from app.accounts.models import Member
from app.accounts.queries import sessions
from app.core.clock import now
from app.core.database import UtcDateTime, db
from app.moderation.models import ContentFilter, Restriction

# Until somebody lifts it.
FAR = datetime(9999, 1, 1, tzinfo=UTC)

_held, _filter, _member = Restriction.__table__.c, ContentFilter.__table__.c, Member.__table__.c
_MEMBER = bindparam("member_id", type_=Integer)
_MOMENT = bindparam("moment", type_=UtcDateTime)
_HOLDS: ColumnElement[bool] = _held.lifted_at.is_(None) & or_(
    _held.until.is_(None), _held.until > _MOMENT
)


class Held(NamedTuple):
    """One restriction that holds. `seconds` between two contributions, `group_id` for whoever was
    taken out of a group."""

    id: int
    kind: str
    group_id: int | None
    seconds: int
    until: datetime | None


_HOLDING = select(_held.id, _held.kind, _held.group_id, _held.seconds, _held.until).where(
    _held.member_id == _MEMBER, _HOLDS
)
_KEPT_OUT = select(func.max(func.coalesce(_held.until, literal(FAR, UtcDateTime)))).where(
    _held.member_id == _MEMBER,
    _held.kind == "removed",
    _held.group_id == bindparam("group_id", type_=Integer),
    _HOLDS,
)

# Both are read with the session, in the statement that recognises it: no page asks once more.
# The longest suspension that nobody lifted; whether it is over is asked of the clock.
sessions.supply(
    "suspended_until",
    select(func.max(func.coalesce(_held.until, literal(FAR, UtcDateTime))))
    .where(
        _held.member_id == _member.id, _held.kind == "suspended", _held.lifted_at.is_(None)
    )
    .scalar_subquery(),
)  # fmt: skip
sessions.supply(
    "filters",
    select(func.aggregate_strings(_filter.words, "\n"))
    .where(_filter.member_id == _member.id)
    .scalar_subquery(),
)


def holding(member_id: int) -> list[Held]:
    """Everything that holds for a member, in one statement: asked with each contribution."""
    rows = db.session.execute(_HOLDING, {"member_id": member_id, "moment": now()})
    return [Held(*row) for row in rows]


def is_suspended(member_id: int) -> bool:
    """Whether the member cannot take part at the moment."""
    return any(one.kind == "suspended" for one in holding(member_id))


def kept_out_until(member_id: int, group_id: int) -> datetime | None:
    """Until when a member may not come into a group; `FAR` for no end, None where they may."""
    values = {"member_id": member_id, "group_id": group_id, "moment": now()}
    until: datetime | None = db.session.scalar(_KEPT_OUT, values)
    return until
