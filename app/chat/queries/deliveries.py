"""What is sent to open pages of a room. Who gets it is decided where it is sent."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Integer, bindparam, select

from app.chat.queries.messages import COLUMNS, JOINED, MessageLine, shown
from app.chat.queries.tables import ROOMS, message, room
from app.core.database import db


class Delivery(NamedTuple):
    """A message, its room's public id and its version of access in this very transaction."""

    room: str
    version: int
    message: MessageLine


_DELIVERY = (
    select(room.public_id, room.access_version, *COLUMNS)
    .select_from(JOINED.join(ROOMS, room.id == message.room_id))
    .where(message.id == bindparam("message_id", type_=Integer))
)


def delivery_of(message_id: int) -> Delivery:
    """What pages are sent of a message as it stands now."""
    row = db.session.execute(_DELIVERY, {"message_id": message_id}).one()
    return Delivery(row[0], row[1], shown(MessageLine(*row[2:])))


def state_of(room_id: int) -> dict[str, object]:
    """What everybody in a room may know of its state."""
    row = db.session.execute(
        select(
            room.public_id.label("room"),
            room.slow_seconds,
            room.holds_new,
            room.retention,
            room.closed_at.is_not(None).label("is_closed"),
            room.closed_reason,
        ).where(room.id == room_id)
    ).one()
    return {**row._mapping, "is_closed": bool(row.is_closed)}
