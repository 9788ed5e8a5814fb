"""What hosts look at: the people of a room, and what hosts did.

Lists take the room as `rooms.room_of` gave it to a viewer who is a host of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, and_, bindparam, exists, func, or_, select

from app.chat.queries.audience import HOLDS
from app.chat.queries.rooms import RoomRow
from app.chat.queries.tables import (
    ACTS,
    IN_GROUP,
    LIMITS,
    MEMBERS,
    PLACES,
    ROOMS,
    act,
    in_group,
    limit,
    member,
    message,
    place,
    room,
)
from app.core.clock import now
from app.core.database import db
from app.core.errors import NotFound
from app.core.pagination import KeyPage, decode_key, key_page

PAGE = 30


class PersonRow(NamedTuple):
    """Somebody who is in a room, was asked into it, or said something there. `limit` is what a
    host decided about them and still holds."""

    id: int
    public_id: str
    name: str
    role: str | None
    state: str | None
    group_role: str | None
    limit: str | None


class ActLine(NamedTuple):
    """One thing that a host did. Names are empty for people who are gone."""

    id: int
    act: str
    value: str
    reason: str
    at: datetime
    by: str | None
    about: str | None


_limit_of_person = (
    select(func.max(limit.kind))
    .select_from(LIMITS)
    .where(limit.room_id == room.id, limit.member_id == member.id, HOLDS)
    .correlate(ROOMS, MEMBERS)
    .scalar_subquery()
)
_PEOPLE = (
    select(
        member.id,
        member.public_id,
        member.display_name,
        place.role,
        place.state,
        in_group.role,
        _limit_of_person,
    )
    .select_from(ROOMS)
    .where(room.id == bindparam("room_id", type_=Integer))
)
_in_group = and_(in_group.group_id == room.group_id, in_group.member_id == member.id)
_INSIDE = (
    _PEOPLE.join(PLACES, and_(place.room_id == room.id, place.state == "in"))
    .join(MEMBERS, member.id == place.member_id)
    .outerjoin(IN_GROUP, _in_group)
    .where(place.id > bindparam("after", type_=Integer))
    .order_by(place.id)
    .limit(PAGE + 1)
    .add_columns(place.id)
)
_spoke = exists(
    select(message.id).where(message.room_id == room.id, message.author_id == member.id)
).correlate(ROOMS, MEMBERS)
_ONE = (
    _PEOPLE.join(MEMBERS, member.public_id == bindparam("public_id"))
    .outerjoin(PLACES, and_(place.room_id == room.id, place.member_id == member.id))
    .outerjoin(IN_GROUP, _in_group)
    .where(or_(place.state.in_(("in", "invited")), _spoke))
)
_by = MEMBERS.alias("by_member")
_DONE = (
    select(
        act.id,
        act.act,
        act.value,
        act.reason,
        act.created_at,
        _by.c.display_name,
        member.display_name,
    )
    .select_from(ACTS.outerjoin(MEMBERS, member.id == act.member_id))
    .outerjoin(_by, _by.c.id == act.by_id)
    .where(act.room_id == bindparam("room_id", type_=Integer), act.id < bindparam("before"))
    .order_by(act.id.desc())
    .limit(PAGE + 1)
)
# More than any key on either engine.
_NEWEST = 2**31 - 1


def person_in(room: RoomRow, public_id: str) -> PersonRow | None:
    """Somebody whom hosts may have to do with: inside, invited, or once heard here."""
    values = {"room_id": room.id, "public_id": public_id, "moment": now()}
    row = db.session.execute(_ONE, values).first()
    return PersonRow(*row) if row else None


def people_inside(room: RoomRow, after: str | None = None) -> KeyPage[PersonRow]:
    """Who is inside, longest first, 30 a page.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    values = {"room_id": room.id, "after": _key_of(after) or 0, "moment": now()}
    rows = db.session.execute(_INSIDE, values).all()
    page = key_page(rows, PAGE, lambda row: (row[-1],))
    return KeyPage([PersonRow(*row[:-1]) for row in page.rows], page.next_key)


def acts_in(room: RoomRow, after: str | None = None) -> KeyPage[ActLine]:
    """What hosts did in the room, the newest first, 30 a page.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    values = {"room_id": room.id, "before": _key_of(after) or _NEWEST}
    rows = [ActLine(*row) for row in db.session.execute(_DONE, values)]
    return key_page(rows, PAGE, lambda row: (row.id,))


def why_taken_away(room: RoomRow, message_id: str) -> str | None:
    """The reason that a host gave, last time they took this message away."""
    return db.session.scalar(
        select(act.reason)
        .where(act.room_id == room.id, act.act == "took_away", act.value == message_id)
        .order_by(act.id.desc())
        .limit(1)
    )


def has_another_host(room_id: int, member_id: int) -> bool:
    """Whether somebody else inside looks after the room. Stewards who are not its hosts do not
    count: they may not know of it."""
    other = and_(
        place.room_id == room_id,
        place.member_id != member_id,
        place.role == "host",
        place.state == "in",
    )
    return db.session.scalar(select(place.id).where(other).limit(1)) is not None


def _key_of(word: str | None) -> int | None:
    key = decode_key(word, 1)
    if key is None:
        return None
    if not isinstance(key[0], int) or not 0 <= key[0] <= _NEWEST:
        raise NotFound
    return key[0]
