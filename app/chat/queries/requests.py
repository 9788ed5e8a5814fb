"""Requests for a one-to-one conversation that wait for the viewer, with the words they
ask with."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, and_, bindparam, exists, or_, select

from app.chat.queries.tables import (
    BLOCKS,
    MEMBERS,
    MESSAGES,
    PLACES,
    ROOMS,
    block,
    member,
    message,
    place,
    room,
)
from app.core.database import db
from app.core.viewer import Viewer

MOST_REQUESTS = 50


class Request(NamedTuple):
    """Somebody asks; `words` are those they ask with, empty where they took them back."""

    room_public_id: str
    member_public_id: str
    display_name: str
    words: str
    asked_at: datetime


_ME = bindparam("viewer_id", type_=Integer)
_asker = PLACES.alias("asker")
_newest = (
    select(message.body)
    .select_from(MESSAGES)
    .where(
        message.room_id == room.id,
        message.author_id == _asker.c.member_id,
        message.deleted_at.is_(None),
    )
    .order_by(message.sequence.desc())
    .limit(1)
    .correlate(ROOMS, _asker)
    .scalar_subquery()
)
_blocked = exists(
    select(block.id)
    .select_from(BLOCKS)
    .where(
        block.kind == "block",
        or_(
            and_(block.by_id == _ME, block.member_id == _asker.c.member_id),
            and_(block.by_id == _asker.c.member_id, block.member_id == _ME),
        ),
    )
    .correlate(_asker)
)
_WAITING = (
    select(room.public_id, member.public_id, member.display_name, _newest, place.joined_at)
    .select_from(
        ROOMS.join(PLACES, and_(place.room_id == room.id, place.member_id == _ME))
        .join(_asker, and_(_asker.c.room_id == room.id, _asker.c.member_id != _ME))
        .join(MEMBERS, member.id == _asker.c.member_id)
    )
    .where(room.kind == "direct", place.state == "invited", _asker.c.state == "in", ~_blocked)
    .order_by(place.joined_at, place.id)
    .limit(MOST_REQUESTS)
)


def requests_to(viewer: Viewer) -> list[Request]:
    """Who asks the viewer, the one who waits longest first. None of people blocked."""
    rows = db.session.execute(_WAITING, {"viewer_id": viewer.id})
    return [Request(row[0], row[1], row[2], row[3] or "", row[4]) for row in rows]
