"""Messages as a reader of the room finds them: pages by number, days, and what was missed.

Every function takes the room as `rooms.room_of` gave it to the viewer, and looks only at what was
said after the number from which that viewer may read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, String, bindparam, case, func, literal, select, union_all

from app.chat.models import REACTION_KINDS
from app.chat.queries.rooms import RoomRow
from app.chat.queries.tables import CHANGES, MEMBERS, MESSAGES, change, held, member, message
from app.core.database import UtcDateTime, db

PAGE = 50


class MessageLine(NamedTuple):
    """A message as it stands now, with what it answers. `html` is safe; both texts are empty
    where it was deleted."""

    id: int
    public_id: str
    sequence: int
    author_id: int
    author_public_id: str
    author_name: str
    client_id: str
    body: str
    html: str
    content_note: str
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    deleted_by_id: int | None
    thanks_count: int
    me_too_count: int
    thinking_count: int
    helpful_count: int
    hope_count: int
    reply_sequence: int | None
    reply_author: str | None
    reply_author_public_id: str | None
    # Empty where the answered words are folded under a note.
    reply_body: str | None


class Entry(NamedTuple):
    """One number of a room's log: `said`, or a change (edited, deleted, restored, reacted) of the
    message, which is shown as it stands now."""

    sequence: int
    kind: str
    message: MessageLine


_answered, _answered_author = MESSAGES.alias("answered"), MEMBERS.alias("answered_author")
_ROOM = bindparam("room_id", type_=Integer)
_AFTER = bindparam("after", type_=Integer)
_BEFORE = bindparam("before", type_=Integer)
_SIZE = bindparam("size", type_=Integer)
COLUMNS = (
    message.id,
    message.public_id,
    message.sequence,
    message.author_id,
    member.public_id,
    member.display_name,
    message.client_id,
    message.body,
    message.html,
    message.content_note,
    message.created_at,
    message.edited_at,
    message.deleted_at,
    message.deleted_by_id,
    message.thanks_count,
    message.me_too_count,
    message.thinking_count,
    message.helpful_count,
    message.hope_count,
    _answered.c.sequence,
    _answered_author.c.display_name,
    _answered_author.c.public_id,
    case(
        (_answered.c.content_note == "", func.substr(_answered.c.body, 1, 200, type_=String)),
        else_="",
    ),
)
JOINED = (
    MESSAGES.join(MEMBERS, member.id == message.author_id)
    .outerjoin(
        _answered,
        (_answered.c.id == message.reply_to_id) & _answered.c.deleted_at.is_(None),
    )
    .outerjoin(_answered_author, _answered_author.c.id == _answered.c.author_id)
)
_LINES = select(*COLUMNS).select_from(JOINED).where(message.room_id == _ROOM)
_OLDER = (
    _LINES.where(message.sequence > _AFTER, message.sequence < _BEFORE)
    .order_by(message.sequence.desc())
    .limit(_SIZE)
)
_NEWER = _LINES.where(message.sequence > _AFTER).order_by(message.sequence).limit(_SIZE)
_DAY = (
    _LINES.where(
        message.sequence > _AFTER,
        message.created_at >= bindparam("begin", type_=UtcDateTime),
        message.created_at < bindparam("end", type_=UtcDateTime),
    )
    .order_by(message.sequence)
    .limit(_SIZE)
)
_CHANGED = (
    select(change.sequence, change.kind, *COLUMNS)
    .select_from(JOINED.join(CHANGES, change.message_id == message.id))
    .where(
        change.room_id == _ROOM,
        change.sequence > _AFTER,
        message.sequence > bindparam("visible_after", type_=Integer),
    )
    .order_by(change.sequence)
    .limit(_SIZE)
)
_BY_PUBLIC_ID = _LINES.where(message.public_id == bindparam("public_id"), message.sequence > _AFTER)
_OF_AUTHOR = (bindparam("author_id", type_=Integer), bindparam("client_id", type_=String))
# One statement, so that a message is in one of both, also while a host lets it through.
_SENT_BEFORE = union_all(
    select(message.public_id, message.sequence).where(
        message.room_id == _ROOM,
        message.author_id == _OF_AUTHOR[0],
        message.client_id == _OF_AUTHOR[1],
    ),
    select(held.public_id, literal(0)).where(
        held.room_id == _ROOM, held.author_id == _OF_AUTHOR[0], held.client_id == _OF_AUTHOR[1]
    ),
)
_LAST_SAID = (
    select(message.created_at)
    .where(message.room_id == _ROOM, message.author_id == _OF_AUTHOR[0])
    .order_by(message.sequence.desc())
    .limit(1)
)


def floor_of(room: RoomRow) -> int:
    """Only what has a higher number is for this viewer: not what was said before they came, if
    the room keeps that to those who were there, nor what retention took."""
    return max(room.from_sequence or 0, room.purged_to)


def _lines(statement: Any, **values: Any) -> list[MessageLine]:
    return [shown(MessageLine(*row)) for row in db.session.execute(statement, values)]


def shown(line: MessageLine) -> MessageLine:
    """A deleted message is a line that says so: its words leave no query."""
    return line._replace(body="", html="", content_note="") if line.deleted_at else line


def reactions_of(line: MessageLine) -> dict[str, int]:
    """How many chose each word."""
    return {kind: getattr(line, f"{kind}_count") for kind in REACTION_KINDS}


def page_before(room: RoomRow, before: int | None = None) -> list[MessageLine]:
    """The newest messages below `before`, in the order they were said; at most one page."""
    top = room.last_sequence + 1 if before is None else before
    rows = _lines(_OLDER, room_id=room.id, after=floor_of(room), before=top, size=PAGE)
    return rows[::-1]


def page_after(room: RoomRow, after: int) -> list[MessageLine]:
    """The messages that follow a number; at most one page."""
    return _lines(_NEWER, room_id=room.id, after=max(after, floor_of(room)), size=PAGE)


def page_of_day(
    room: RoomRow, begin: datetime, end: datetime, *, after: int = 0, size: int = PAGE
) -> list[MessageLine]:
    """What was said between two instants, after the number `after`."""
    low = max(after, floor_of(room))
    return _lines(_DAY, room_id=room.id, after=low, begin=begin, end=end, size=size)


def gap(room: RoomRow, after: int, size: int = PAGE) -> tuple[list[Entry], int]:
    """What happened after the number `after`, at most `size` entries, and the number up to which
    these tell everything."""
    floor = floor_of(room)
    return _entries(room.id, max(after, floor), room.last_sequence, floor, size)


def gap_for_delivery(
    room_id: int, after: int, last: int, size: int = PAGE
) -> tuple[list[Entry], int]:
    """The same for a worker that missed something: for all who may read in the room. `last` was
    the room's last number a moment ago."""
    return _entries(room_id, after, last, 0, size)


def _entries(room_id: int, after: int, last: int, floor: int, size: int) -> tuple[list[Entry], int]:
    """Nothing beyond `last`, which was read before: of what is kept between the two statements
    only the later half would be seen, and the number before it would be lost."""
    values = {"room_id": room_id, "after": after, "size": size}
    said = [Entry(line.sequence, "said", line) for line in _lines(_NEWER, **values)]
    rows = db.session.execute(_CHANGED, {**values, "visible_after": floor})
    changed = [Entry(row[0], row[1], shown(MessageLine(*row[2:]))) for row in rows]
    known = (entry for entry in [*said, *changed] if entry.sequence <= last)
    entries = sorted(known, key=lambda entry: entry.sequence)[:size]
    return entries, entries[-1].sequence if len(entries) == size else max(after, last)


def message_of(room: RoomRow, public_id: str) -> MessageLine | None:
    """One message of the room."""
    rows = _lines(_BY_PUBLIC_ID, room_id=room.id, public_id=public_id, after=floor_of(room))
    return rows[0] if rows else None


def sent_before(room_id: int, author_id: int, client_id: str) -> tuple[str, int] | None:
    """What the author's page sent under this name before: its public id and its number, 0 where
    a host has not let it through."""
    values = {"room_id": room_id, "author_id": author_id, "client_id": client_id}
    row = db.session.execute(_SENT_BEFORE, values).first()
    return (row[0], row[1]) if row else None


def last_said_at(room_id: int, author_id: int) -> datetime | None:
    """When the author last said something in the room; deleted words count."""
    return db.session.scalar(_LAST_SAID, {"room_id": room_id, "author_id": author_id})
