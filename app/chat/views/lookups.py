"""How views find a room for whoever looks: not found for strangers, forbidden at its door."""

from __future__ import annotations

from app.chat import permissions
from app.chat.queries.rooms import RoomRow, room_of
from app.core.access import current_viewer
from app.core.errors import found, require


def readable(room_id: str) -> RoomRow:
    """A room that the viewer reads in.

    Raises:
        NotFound: it is not for them.
        Forbidden: they know of it and are not inside.
    """
    room = found(room_of(current_viewer(), room_id))
    require(permissions.can_read(room))
    return room
