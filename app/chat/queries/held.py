"""Messages that wait for a host: the queue as hosts see it, and a member's own."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, and_, bindparam, func, select

from app.chat.queries.rooms import RoomRow
from app.chat.queries.tables import ACTS, HELD, MEMBERS, act, held, member
from app.core.database import db
from app.core.errors import NotFound
from app.core.pagination import KeyPage, decode_key, key_page
from app.core.viewer import Viewer

PAGE = 20
MOST_OWN = 50


class HeldLine(NamedTuple):
    """One message of the queue."""

    id: int
    public_id: str
    author_id: int
    author_public_id: str
    author_name: str
    body: str
    content_note: str
    at: datetime


class OwnHeldLine(NamedTuple):
    """One's own: it waits, or a host refused it, and why."""

    public_id: str
    body: str
    content_note: str
    at: datetime
    refused_at: datetime | None
    reason: str | None


_ROOM = bindparam("room_id", type_=Integer)
_WAITING = (
    select(
        held.id,
        held.public_id,
        held.author_id,
        member.public_id,
        member.display_name,
        held.body,
        held.content_note,
        held.created_at,
    )
    .select_from(HELD.join(MEMBERS, member.id == held.author_id))
    .where(held.room_id == _ROOM, held.refused_at.is_(None))
)
_QUEUE = (
    _WAITING.where(held.id > bindparam("after", type_=Integer)).order_by(held.id).limit(PAGE + 1)
)
_ONE = _WAITING.where(held.public_id == bindparam("public_id"))
_why = (
    select(act.reason)
    .select_from(ACTS)
    .where(act.room_id == held.room_id, act.act == "refused", act.value == held.public_id)
    .order_by(act.id.desc())
    .limit(1)
    .correlate(HELD)
    .scalar_subquery()
)
_MINE = (
    select(
        held.public_id, held.body, held.content_note, held.created_at, held.refused_at, _why
    )
    .where(and_(held.room_id == _ROOM, held.author_id == bindparam("viewer_id", type_=Integer)))
    .order_by(held.id.desc())
    .limit(MOST_OWN)
)  # fmt: skip


def queue_of(room: RoomRow, after: str | None = None) -> KeyPage[HeldLine]:
    """What waits in a room, the longest waiting first. For its hosts who are inside.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    key = decode_key(after, 1)
    if key is not None and not (isinstance(key[0], int) and 0 <= key[0] < 2**31):
        raise NotFound
    values = {"room_id": room.id, "after": key[0] if key else 0}
    rows = [HeldLine(*row) for row in db.session.execute(_QUEUE, values)]
    return key_page(rows, PAGE, lambda row: (row.id,))


def held_in(room: RoomRow, public_id: str) -> HeldLine | None:
    """One message that still waits in the room."""
    row = db.session.execute(_ONE, {"room_id": room.id, "public_id": public_id}).first()
    return HeldLine(*row) if row else None


def how_many_wait(room: RoomRow) -> int:
    """In the whole queue of a room."""
    waiting = held.room_id == room.id, held.refused_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(HELD).where(*waiting)) or 0


def count_mine(room_id: int, author_id: int) -> int:
    """How many of one person wait in a room."""
    theirs = held.room_id == room_id, held.author_id == author_id, held.refused_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(HELD).where(*theirs)) or 0


def my_held_in(viewer: Viewer, room: RoomRow) -> list[OwnHeldLine]:
    """The viewer's own that wait or were refused, the newest first; at most 50."""
    values = {"room_id": room.id, "viewer_id": viewer.id}
    return [OwnHeldLine(*row) for row in db.session.execute(_MINE, values)]
