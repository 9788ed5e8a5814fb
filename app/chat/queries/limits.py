"""What hosts decided about people and what of it holds now: as hosts see it, and as the person
concerned does."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, select

from app.chat.queries.audience import HOLDS
from app.chat.queries.rooms import RoomRow
from app.chat.queries.tables import LIMITS, MEMBERS, limit, member
from app.core.clock import now
from app.core.database import db
from app.core.viewer import Viewer

MOST_LIMITS = 100


class LimitLine(NamedTuple):
    """What a host decided about somebody, as hosts see it."""

    public_id: str
    kind: str
    reason: str
    since: datetime
    until: datetime | None
    person_id: str
    name: str
    by: str | None


class OwnLimit(NamedTuple):
    """The same as the person concerned sees it."""

    kind: str
    reason: str
    since: datetime
    until: datetime | None


class LimitRow(NamedTuple):
    """The same for services."""

    id: int
    member_id: int
    kind: str
    until: datetime | None
    ended_at: datetime | None


_by = MEMBERS.alias("by_member")
_HOLDING = (
    select(
        limit.public_id,
        limit.kind,
        limit.reason,
        limit.created_at,
        limit.until,
        member.public_id,
        member.display_name,
        _by.c.display_name,
    )
    .select_from(LIMITS.join(MEMBERS, member.id == limit.member_id))
    .outerjoin(_by, _by.c.id == limit.by_id)
    .where(limit.room_id == bindparam("room_id", type_=Integer), HOLDS)
    .order_by(member.display_name, limit.id)
    .limit(MOST_LIMITS)
)
_OWN = (
    select(limit.kind, limit.reason, limit.created_at, limit.until)
    .where(
        limit.room_id == bindparam("room_id", type_=Integer),
        limit.member_id == bindparam("viewer_id", type_=Integer),
        HOLDS,
    )
    # "removed" sorts after "muted": the one that says more.
    .order_by(limit.kind.desc(), limit.id.desc())
    .limit(1)
)


def limits_in(room: RoomRow) -> list[LimitLine]:
    """What holds now, by name; at most 100."""
    values = {"room_id": room.id, "moment": now()}
    return [LimitLine(*row) for row in db.session.execute(_HOLDING, values)]


def limit_of(room_id: int, public_id: str) -> LimitRow | None:
    """One limit of the room, whether it holds or not."""
    row = db.session.execute(
        select(limit.id, limit.member_id, limit.kind, limit.until, limit.ended_at).where(
            limit.room_id == room_id, limit.public_id == public_id
        )
    ).first()
    return LimitRow(*row) if row else None


def my_limit_in(viewer: Viewer, room: RoomRow) -> OwnLimit | None:
    """What a host decided about the viewer: why, and until when."""
    if room.my_limit is None:
        return None
    values = {"room_id": room.id, "viewer_id": viewer.id, "moment": now()}
    row = db.session.execute(_OWN, values).first()
    return OwnLimit(*row) if row else None
