"""Who of those that listen may still listen: asked before a delivery and by the sweep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Integer, and_, bindparam, select

from app.chat.queries.audience import HOLDS, IS_INSIDE, MOMENT
from app.chat.queries.tables import (
    IN_GROUP,
    LIMITS,
    PLACES,
    ROOMS,
    SESSIONS,
    in_group,
    limit,
    place,
    room,
    session,
)
from app.core.clock import now
from app.core.database import db

CHUNK = 500
_removed = (
    select(limit.id)
    .select_from(LIMITS)
    .where(
        limit.room_id == room.id,
        limit.member_id == session.member_id,
        limit.kind == "removed",
        HOLDS,
    )
    .correlate(ROOMS, SESSIONS)
    .exists()
)
_ENTITLED = (
    select(session.id)
    .select_from(SESSIONS)
    .join(ROOMS, room.id == bindparam("room_id", type_=Integer))
    .join(PLACES, and_(place.room_id == room.id, place.member_id == session.member_id))
    .outerjoin(
        IN_GROUP,
        and_(in_group.group_id == room.group_id, in_group.member_id == session.member_id),
    )
    .where(
        session.id.in_(bindparam("sessions", expanding=True)),
        session.expires_at > MOMENT,
        IS_INSIDE,
        ~_removed,
    )
)
_HEADS = select(room.id, room.last_sequence, room.access_version).where(
    room.id.in_(bindparam("rooms", expanding=True))
)


def entitled_sessions(room_id: int, session_ids: Iterable[int]) -> set[int]:
    """Of these sessions, the ones whose member reads the room now."""
    ids, entitled = list(session_ids), set()
    for start in range(0, len(ids), CHUNK):
        values = {"room_id": room_id, "moment": now(), "sessions": ids[start : start + CHUNK]}
        entitled |= set(db.session.scalars(_ENTITLED, values))
    return entitled


def heads(room_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each room its last number and its version of access."""
    found: dict[int, tuple[int, int]] = {}
    for start in range(0, len(room_ids), CHUNK):
        rows = db.session.execute(_HEADS, {"rooms": list(room_ids[start : start + CHUNK])})
        found |= {row[0]: (row[1], row[2]) for row in rows}
    return found


def version_of(room_id: int) -> int:
    """The room's version of access now; what is sent with it reaches only who was checked for it."""
    return heads([room_id])[room_id][1]
