"""Rooms keep what is said as long as they say: 24 hours, 90 days or for ever.

What is older goes from every table, in short transactions, so that nobody waits and a run that
was stopped goes on where it was. Numbers are never given again: `Room.purged_to` says up to where
everything is gone, and who asks for less than that gets what is still there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from app.chat.models import (
    REACTION_KINDS,
    HeldMessage,
    Message,
    MessageChange,
    MessageReaction,
    Recap,
    RecapQuote,
    Room,
    RoomMembership,
)
from app.chat.permissions import RESTORABLE_FOR
from app.chat.queries.keeping import KEPT_FOR
from app.core.clock import now
from app.core.database import db
from app.core.jobs import checkpoint
from app.core.sweeping import exempts, sweeps
from app.core.transactions import unit_of_work
from app.moderation.permissions import APPEAL_FOR
from app.moderation.queries.away import is_kept

AT_A_TIME = 500


def purge() -> int:
    """Remove what rooms have kept long enough; how many messages went."""
    total = 0
    for retention, span in KEPT_FOR.items():
        limit = now() - span
        for room_id in _rooms_with_older(retention, limit):
            checkpoint()
            total += purge_room(room_id, limit)
    return total


def purge_room(room_id: int, limit: datetime) -> int:
    """Remove what was said in one room before `limit`; how many messages went. Opens units of
    work of its own, one for each batch."""
    total = 0
    while count := _purge_some(room_id, limit):
        total += count
    return total


def _rooms_with_older(retention: str, limit: datetime) -> list[int]:
    said = exists().where(Message.room_id == Room.id, _is_over(limit))
    held = exists().where(HeldMessage.room_id == Room.id, HeldMessage.created_at < limit)
    rooms = select(Room.id).where(Room.retention == retention, or_(said, held))
    return list(db.session.scalars(rooms.order_by(Room.id)))


@unit_of_work()
def _purge_some(room_id: int, limit: datetime) -> int:
    """The room's row first, as everywhere; the mark moves with the rows that it stands for."""
    is_here = select(Room.id).where(Room.id == room_id).with_for_update(key_share=True)
    if db.session.scalar(is_here) is None:
        return 0
    held = (HeldMessage.room_id == room_id, HeldMessage.created_at < limit)
    db.session.execute(_plain(delete(HeldMessage).where(*held)))
    older = select(Message.id).where(Message.room_id == room_id, _is_over(limit))
    ids = set(db.session.scalars(older.order_by(Message.sequence).limit(AT_A_TIME)))
    kept = set(db.session.scalars(select(Message.id).where(Message.id.in_(ids), _IS_PUBLISHED)))
    _leave_the_mere_number(kept)
    db.session.execute(_plain(delete(Message).where(Message.id.in_(ids - kept))))
    if ids:
        _move_mark(room_id)
    return len(ids)


# Words that stand in a recap's topic because their author agreed: that they did, and where, is
# known as long as the recap, so that they can be taken out when the author asks to be erased.
_IS_PUBLISHED = exists().where(
    RecapQuote.message_id == Message.id,
    RecapQuote.recap_id == Recap.id,
    Recap.state == "published",
    RecapQuote.answer.in_(("named", "unnamed")),
)


_IS_MERE_NUMBER = and_(Message.body == "", Message.deleted_at.is_not(None), _IS_PUBLISHED)


def _is_over(limit: datetime) -> ColumnElement[bool]:
    """Older than the room keeps it, and not a mere number yet."""
    return and_(Message.created_at < limit, ~_IS_MERE_NUMBER)


def _leave_the_mere_number(ids: set[int]) -> None:
    """Nothing of the message but that it was there."""
    if not ids:
        return
    for hanging_on in (MessageChange, MessageReaction):
        db.session.execute(_plain(delete(hanging_on).where(hanging_on.message_id.in_(ids))))
    gone: dict[str, Any] = {"body": "", "html": "", "content_note": "", "reply_to_id": None}
    gone |= {f"{kind}_count": 0 for kind in REACTION_KINDS}
    gone["deleted_at"] = func.coalesce(Message.deleted_at, now())
    db.session.execute(_plain(update(Message).where(Message.id.in_(ids)).values(gone)))


def _move_mark(room_id: int) -> None:
    """Up to the last number before the first message that is still there. Nothing waits to be
    read below it."""
    left = select(func.min(Message.sequence)).where(Message.room_id == room_id, ~_IS_MERE_NUMBER)
    first = db.session.scalar(left)
    mark = Room.last_sequence if first is None else literal(first - 1)
    moved = update(Room).where(Room.id == room_id, Room.purged_to < mark).values(purged_to=mark)
    reached = db.session.scalar(_plain(moved.returning(Room.purged_to)))
    if reached is None:
        return
    behind = update(RoomMembership).where(RoomMembership.room_id == room_id)
    behind = behind.where(RoomMembership.read_sequence < reached)
    db.session.execute(_plain(behind.values(read_sequence=reached)))


@sweeps("messages")
def sweep_deleted() -> int:
    """Empty the words of messages that can no longer be brought back, in every room, and what
    they said before; their numbers stay. What moderators took away waits for the end of appeals,
    unless its room keeps nothing so long. How many were emptied, at most 500 in one go."""
    limit = now() - RESTORABLE_FOR
    has_words = or_(Message.body != "", Message.html != "", Message.content_note != "")
    is_gone = and_(Message.deleted_at < limit, ~held_messages())
    gone = select(Message.id).where(is_gone, has_words).limit(AT_A_TIME)
    ids = list(db.session.scalars(gone))
    of_them = MessageChange.message_id.in_(ids)
    db.session.execute(_plain(update(MessageChange).where(of_them).values(body_before="")))
    empty = {"body": "", "html": "", "content_note": ""}
    db.session.execute(_plain(update(Message).where(Message.id.in_(ids)).values(empty)))
    return len(ids)


@exempts("messages")
def held_messages() -> ColumnElement[bool]:
    """Those that moderators took away, while they could come back."""
    return is_kept("message", Message.__table__.c.public_id, now() - APPEAL_FOR)


def _plain(statement: Any) -> Any:
    """Objects of the session are not looked through."""
    return statement.execution_options(synchronize_session=False)
