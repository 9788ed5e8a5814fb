"""What stands around the messages of a room's page: its hosts, what of the viewer's own still waits
for a host, and the days before and after one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, func, select

from app.chat.queries.messages import floor_of
from app.chat.queries.rooms import RoomRow
from app.chat.queries.tables import HELD, MEMBERS, PLACES, held, member, message, place
from app.core.database import UtcDateTime, db
from app.core.viewer import Viewer

MOST_NAMED = 10
# Of one person, in one room: hosts are people, and read all of it. The page shows every one.
MOST_WAITING = 20


class WaitingLine(NamedTuple):
    """A message of the viewer's that a host has not read yet."""

    public_id: str
    client_id: str
    body: str


_HOSTS = (
    select(member.display_name)
    .select_from(PLACES.join(MEMBERS, member.id == place.member_id))
    .where(place.room_id == bindparam("room_id", type_=Integer))
    .where(place.role == "host", place.state == "in")
    .order_by(member.display_name, member.id)
    .limit(MOST_NAMED)
)
_WAITING = (
    select(held.public_id, held.client_id, held.body)
    .select_from(HELD)
    .where(held.room_id == bindparam("room_id", type_=Integer))
    .where(held.author_id == bindparam("viewer_id", type_=Integer), held.refused_at.is_(None))
    .order_by(held.id)
    .limit(MOST_WAITING)
)
_MOMENTS = select(func.max(message.created_at), func.min(message.created_at)).where(
    message.room_id == bindparam("room_id", type_=Integer),
    message.sequence > bindparam("floor", type_=Integer),
)
_EARLIER = _MOMENTS.where(message.created_at < bindparam("begin", type_=UtcDateTime))
_LATER = _MOMENTS.where(message.created_at >= bindparam("end", type_=UtcDateTime))


def hosts_of(room: RoomRow) -> list[str]:
    """The names of those who host the room."""
    return list(db.session.scalars(_HOSTS, {"room_id": room.id}))


def waiting_of(viewer: Viewer, room: RoomRow) -> list[WaitingLine]:
    """What the viewer said here and a host has neither let through nor refused."""
    values = {"room_id": room.id, "viewer_id": viewer.id}
    return [WaitingLine(*row) for row in db.session.execute(_WAITING, values)]


def said_around(
    room: RoomRow, begin: datetime, end: datetime
) -> tuple[datetime | None, datetime | None]:
    """When something was said most lately before `begin`, and first from `end` on."""
    values = {"room_id": room.id, "floor": floor_of(room), "begin": begin, "end": end}
    earlier = db.session.execute(_EARLIER, values).one()[0]
    later = db.session.execute(_LATER, values).one()[1]
    return earlier, later
