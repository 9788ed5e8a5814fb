"""Rooms and gatherings of a group as its members find them, and who is reminded of what."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, exists, func, or_, select

from app.chat.queries.audience import FINDABLE, MOMENT, VIEWER
from app.chat.queries.tables import (
    ACTS,
    GROUPS,
    IN_GROUP,
    MEMBERS,
    PLACES,
    REMINDERS,
    ROOMS,
    act,
    group,
    in_group,
    member,
    place,
    reminder,
    room,
)
from app.core.clock import now
from app.core.database import UtcDateTime, db
from app.core.errors import NotFound
from app.core.pagination import KeyPage, decode_key, instant, key_page
from app.core.viewer import Viewer

MOST_ROOMS, PAST_PAGE = 100, 20
# What hosts do that a calendar has to learn.
_CHANGES = ("changed", "moved", "called_off", "called_on", "closed", "reopened")


class GroupRoom(NamedTuple):
    """A room or a gathering in the list of its group. `host` is who looks after it longest,
    `has_new` whether anything happened since the viewer was there."""

    id: int
    public_id: str
    kind: str
    title: str
    purpose: str
    retention: str
    starts_at: datetime | None
    ends_at: datetime | None
    closed_at: datetime | None
    my_state: str | None
    has_new: bool
    is_reminded: bool
    host: str | None


class NextGathering(NamedTuple):
    """The next one, with its group."""

    public_id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    group_slug: str
    group_name: str


_host_place = PLACES.alias("host_place")
HOST: ColumnElement[str | None] = (
    select(member.display_name)
    .select_from(MEMBERS.join(_host_place, _host_place.c.member_id == member.id))
    .where(_host_place.c.room_id == room.id, _host_place.c.role == "host")
    .order_by(_host_place.c.id)
    .limit(1)
    .correlate(ROOMS)
    .scalar_subquery()
)
IS_REMINDED: ColumnElement[bool] = exists(
    select(reminder.id)
    .select_from(REMINDERS)
    .where(reminder.room_id == room.id, reminder.member_id == VIEWER)
    .correlate(ROOMS)
)
_mine = and_(place.room_id == room.id, place.member_id == VIEWER)
_my_group = and_(in_group.group_id == room.group_id, in_group.member_id == VIEWER)
_FOUND = ROOMS.outerjoin(PLACES, _mine).outerjoin(IN_GROUP, _my_group)
_GROUP_ROOMS = (
    select(
        room.id,
        room.public_id,
        room.kind,
        room.title,
        func.substr(room.purpose, 1, 300, type_=String),
        room.retention,
        room.starts_at,
        room.ends_at,
        room.closed_at,
        place.state,
        and_(place.state == "in", room.last_sequence > place.read_sequence),
        IS_REMINDED,
        HOST,
    )
    .select_from(_FOUND)
    .where(FINDABLE, room.group_id == bindparam("group_id", type_=Integer))
)
_COMING = (
    _GROUP_ROOMS.where(or_(room.ends_at.is_(None), room.ends_at > MOMENT))
    .order_by(room.starts_at.is_(None), room.starts_at, room.title, room.id)
    .limit(MOST_ROOMS)
)
_PAST = (
    _GROUP_ROOMS.where(room.ends_at <= MOMENT)
    .order_by(room.starts_at.desc(), room.id.desc())
    .limit(PAST_PAGE + 1)
)
_BEFORE = or_(
    room.starts_at < bindparam("starts_at", type_=UtcDateTime),
    and_(
        room.starts_at == bindparam("starts_at", type_=UtcDateTime),
        room.id < bindparam("room_id", type_=Integer),
    ),
)
_NEXT = (
    select(room.public_id, room.title, room.starts_at, room.ends_at, group.slug, group.name)
    .select_from(_FOUND.join(GROUPS, group.id == room.group_id))
    .where(FINDABLE, room.kind == "gathering", room.closed_at.is_(None), room.ends_at > MOMENT)
    .order_by(room.starts_at, room.id)
    .limit(1)
)
_NEXT_OF_GROUP = _NEXT.where(room.group_id == bindparam("group_id", type_=Integer))
_NEXT_REMINDED = _NEXT.where(IS_REMINDED)


def _rooms(rows: object) -> list[GroupRoom]:
    return [GroupRoom(*row) for row in rows]  # type: ignore[attr-defined]


def group_rooms(viewer: Viewer, group_id: int) -> list[GroupRoom]:
    """What the viewer may know of in a group: gatherings to come by time, then rooms by name."""
    values = {"viewer_id": viewer.id, "moment": now(), "group_id": group_id}
    return _rooms(db.session.execute(_COMING, values))


def past_gatherings(viewer: Viewer, group_id: int, after: str | None) -> KeyPage[GroupRoom]:
    """Those that are over, the last one first.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    values = {"viewer_id": viewer.id, "moment": now(), "group_id": group_id}
    statement, key = _PAST, decode_key(after, 2)
    if key:
        if not isinstance(key[1], int):
            raise NotFound
        values |= {"starts_at": instant(key[0]), "room_id": key[1]}
        statement = statement.where(_BEFORE)
    rows = _rooms(db.session.execute(statement, values))
    return key_page(rows, PAST_PAGE, lambda row: (row.starts_at.isoformat(), row.id))


def next_gathering(viewer: Viewer, group_id: int) -> NextGathering | None:
    """The next one of a group, going on included; none that was called off."""
    values = {"viewer_id": viewer.id, "moment": now(), "group_id": group_id}
    row = db.session.execute(_NEXT_OF_GROUP, values).first()
    return NextGathering(*row) if row else None


def next_reminded(viewer: Viewer) -> NextGathering | None:
    """The next one that the viewer asked to be reminded of."""
    values = {"viewer_id": viewer.id, "moment": now()}
    row = db.session.execute(_NEXT_REMINDED, values).first()
    return NextGathering(*row) if row else None


def host_of(room_id: int) -> str | None:
    """The display name of whoever looks after the room longest."""
    return db.session.scalar(select(HOST).select_from(ROOMS).where(room.id == room_id))


def reminded_of(room_id: int) -> list[int]:
    """The keys of those who want to hear of a gathering before it begins."""
    rows = select(reminder.member_id).where(reminder.room_id == room_id)
    return list(db.session.scalars(rows.order_by(reminder.member_id)))


def is_reminded(viewer: Viewer, room_id: int) -> bool:
    """Whether the viewer is one of them."""
    mine = (reminder.room_id == room_id, reminder.member_id == viewer.id)
    return db.session.scalar(select(reminder.id).where(*mine)) is not None


def count_changes(room_id: int) -> int:
    """How often a gathering was changed, moved or called off and on: grows with each."""
    changed = act.act.in_(_CHANGES)
    found = select(func.count()).select_from(ACTS).where(act.room_id == room_id, changed)
    return db.session.scalar(found) or 0
