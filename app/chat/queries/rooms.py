"""Rooms as a viewer finds them: one with everything that is decided by it, and the list of their
own. Those of a group: `gatherings`."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, and_, bindparam, or_, select

from app.chat.queries.audience import FINDABLE, MOMENT, MY_LIMIT, OTHER, OTHER_HEARS, VIEWER
from app.chat.queries.tables import (
    GROUPS,
    IN_GROUP,
    MEMBERS,
    PLACES,
    ROOMS,
    group,
    in_group,
    place,
    room,
)
from app.core.clock import now
from app.core.database import db
from app.core.viewer import Viewer


class RoomRow(NamedTuple):
    """A room and the viewer's place in it. `my_limit` is what a host decided and still holds:
    muted or removed. `other_id` and `other_name` are the second person of a direct room,
    `other_hears` whether what the viewer says there comes to them."""

    id: int
    public_id: str
    kind: str
    title: str
    purpose: str
    history: str
    retention: str
    slow_seconds: int
    holds_new: bool
    last_sequence: int
    purged_to: int
    access_version: int
    member_count: int
    starts_at: datetime | None
    ends_at: datetime | None
    closed_at: datetime | None
    closed_reason: str
    group_id: int | None
    group_slug: str | None
    group_name: str | None
    my_group_role: str | None
    in_group_since: datetime | None
    my_role: str | None
    my_state: str | None
    from_sequence: int | None
    read_sequence: int | None
    my_limit: str | None
    other_id: int | None
    other_public_id: str | None
    other_name: str | None
    other_hears: bool = False


class RoomLine(NamedTuple):
    """A room in a list; `unread` counts messages and changes since the viewer was there."""

    public_id: str
    kind: str
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    closed_at: datetime | None
    last_message_at: datetime | None
    group_slug: str | None
    group_name: str | None
    my_state: str | None
    my_role: str | None
    unread: int | None
    other_public_id: str | None
    other_name: str | None
    other_hears: bool = False


_other_member = MEMBERS.alias("other_member")
_joined = (
    ROOMS.outerjoin(PLACES, and_(place.room_id == room.id, place.member_id == VIEWER))
    .outerjoin(IN_GROUP, and_(in_group.group_id == room.group_id, in_group.member_id == VIEWER))
    .outerjoin(GROUPS, group.id == room.group_id)
    .outerjoin(
        OTHER,
        and_(room.kind == "direct", OTHER.c.room_id == room.id, OTHER.c.member_id != VIEWER),
    )
    .outerjoin(_other_member, _other_member.c.id == OTHER.c.member_id)
)
_ONE = (
    select(
        room.id,
        room.public_id,
        room.kind,
        room.title,
        room.purpose,
        room.history,
        room.retention,
        room.slow_seconds,
        room.holds_new,
        room.last_sequence,
        room.purged_to,
        room.access_version,
        room.member_count,
        room.starts_at,
        room.ends_at,
        room.closed_at,
        room.closed_reason,
        room.group_id,
        group.slug,
        group.name,
        in_group.role,
        in_group.joined_at,
        place.role,
        place.state,
        place.from_sequence,
        place.read_sequence,
        MY_LIMIT,
        _other_member.c.id,
        _other_member.c.public_id,
        _other_member.c.display_name,
        OTHER_HEARS,
    )
    .select_from(_joined)
    .where(FINDABLE)
)
_BY_PUBLIC_ID = _ONE.where(room.public_id == bindparam("public_id"))
_BY_ID = _ONE.where(room.id == bindparam("room_id", type_=Integer))

_LINE = select(
    room.public_id,
    room.kind,
    room.title,
    room.starts_at,
    room.ends_at,
    room.closed_at,
    room.last_message_at,
    group.slug,
    group.name,
    place.state,
    place.role,
    (room.last_sequence - place.read_sequence),
    _other_member.c.public_id,
    _other_member.c.display_name,
    OTHER_HEARS,
).select_from(_joined)
# A list shows at most so many; whoever has more finds the rest in the groups.
MOST_ROOMS = 100
_MINE = (
    _LINE.where(FINDABLE, place.state.in_(("in", "invited")))
    .where(or_(room.ends_at.is_(None), room.ends_at > MOMENT))
    .order_by(room.last_message_at.is_(None), room.last_message_at.desc(), room.id.desc())
    .limit(MOST_ROOMS)
)


def room_of(viewer: Viewer, public_id: str) -> RoomRow | None:
    """The door of a room, also for those who may not read inside (`permissions.can_read`)."""
    values = {"viewer_id": viewer.id, "moment": now(), "public_id": public_id}
    row = db.session.execute(_BY_PUBLIC_ID, values).first()
    return RoomRow(*row) if row else None


def room_by_id(member_id: int, room_id: int) -> RoomRow | None:
    """The same by keys, for services."""
    values = {"viewer_id": member_id, "moment": now(), "room_id": room_id}
    row = db.session.execute(_BY_ID, values).first()
    return RoomRow(*row) if row else None


def my_rooms(viewer: Viewer) -> list[RoomLine]:
    """The rooms the viewer is in or was asked into, the one where most lately something was said
    first; at most 100, and no gathering that is over."""
    values = {"viewer_id": viewer.id, "moment": now()}
    return [RoomLine(*row) for row in db.session.execute(_MINE, values)]
