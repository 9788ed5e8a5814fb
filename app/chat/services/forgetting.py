"""What becomes of a member's words in rooms, and of numbers and counters, when they are erased.

Rows that simply belong to the member go by the inventory afterwards, and so does the name under
which kept messages stand. Here is what others see of it: a message that loses its words keeps its
number, the deletion gets one of its own, so that pages that were away hear of it like any other.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.orm import aliased

from app.chat.events import MessageChanged
from app.chat.models import (
    REACTION_KINDS,
    Message,
    MessageChange,
    MessageReaction,
    Room,
    RoomMembership,
)
from app.chat.services import entering, sequencing, unquoting
from app.core.clock import now
from app.core.database import db
from app.core.events import emit

# Open pages hear of so many deletions at once; the rest comes by what they fetch themselves.
MOST_TOLD = 200


def forget_member(*, member_id: int, keep_messages: bool) -> None:
    """Needs an open unit of work. With `keep_messages` what was said in rooms of groups stays,
    under another name. In a conversation of two no other name would hide who it was: there the
    words go in any case, and the other one keeps their own."""
    _hold_rooms_of(member_id)
    pairs = _end_conversations(member_id)
    _take_reactions_off_the_counts(member_id)
    _forget_earlier_words(member_id)
    mine = Message.author_id == member_id
    gone = or_(Message.room_id.in_(pairs), Message.deleted_at.is_not(None))
    which = and_(mine, gone) if keep_messages else mine
    told = _number_deletions(which)
    _empty(which)
    _rename_marks(member_id)
    _leave_every_room(member_id)
    unquoting.forget_quotes(member_id=member_id, keep_words=keep_messages)
    unquoting.forget_recaps(member_id=member_id, keep_words=keep_messages)
    for news in told:
        emit(MessageChanged(kind="deleted", by_id=member_id, **news))


def _hold_rooms_of(member_id: int) -> None:
    """The rows of all rooms concerned, in the order of their keys, before anything in them."""
    said = select(Message.room_id).where(Message.author_id == member_id)
    place = select(RoomMembership.room_id).where(RoomMembership.member_id == member_id)
    reacted = (
        select(Message.room_id)
        .join(MessageReaction, MessageReaction.message_id == Message.id)
        .where(MessageReaction.member_id == member_id)
    )
    theirs = Room.id.in_(union(said, place, reacted))
    db.session.execute(
        select(Room.id).where(theirs).order_by(Room.id).with_for_update(key_share=True)
    )


def _end_conversations(member_id: int) -> list[int]:
    """Rooms of two: one that holds no words of the other person goes whole, the others are closed
    for good and returned. Keys of members may be given again, so the key of the pair goes."""
    place, said = aliased(RoomMembership), aliased(Message)
    of_member = or_(
        exists().where(place.room_id == Room.id, place.member_id == member_id),
        exists().where(said.room_id == Room.id, said.author_id == member_id),
    )
    of_other = exists().where(said.room_id == Room.id, said.author_id != member_id, said.body != "")
    pair = and_(Room.kind == "direct", of_member)
    _change(delete(Room).where(pair, ~of_other))
    closed = func.coalesce(Room.closed_at, now())
    ended = update(Room).where(pair).values(direct_key=None, closed_at=closed)
    return list(db.session.scalars(_plain(ended.returning(Room.id))))


def _take_reactions_off_the_counts(member_id: int) -> None:
    for kind in REACTION_KINDS:
        given = select(MessageReaction.message_id).where(
            MessageReaction.member_id == member_id, MessageReaction.kind == kind
        )
        column = f"{kind}_count"
        fewer = {column: getattr(Message, column) - 1}
        _change(update(Message).where(Message.id.in_(given)).values(fewer))


def _forget_earlier_words(member_id: int) -> None:
    """What an edit replaced was never meant to be kept under another name."""
    theirs = select(Message.id).where(Message.author_id == member_id)
    edited = and_(MessageChange.message_id.in_(theirs), MessageChange.body_before != "")
    _change(update(MessageChange).where(edited).values(body_before=""))


def _number_deletions(which: ColumnElement[bool]) -> list[dict[str, Any]]:
    """One number for each message that was still to be read, room after room in the order of
    their keys; what open pages are told of them."""
    standing = select(Message.room_id, Message.id).where(which, Message.deleted_at.is_(None))
    by_room: dict[int, list[int]] = {}
    for room_id, message_id in db.session.execute(standing.order_by(Message.room_id, Message.id)):
        by_room.setdefault(room_id, []).append(message_id)
    told: list[dict[str, Any]] = []
    for room_id, message_ids in by_room.items():
        first = sequencing.next_numbers(room_id, len(message_ids))
        rows = [
            {"room_id": room_id, "message_id": one, "sequence": number}
            for number, one in enumerate(message_ids, first)
        ]
        told += rows
        more = {"kind": "deleted", "body_before": "", "created_at": now()}
        db.session.execute(insert(MessageChange), [row | more for row in rows])
    return told[:MOST_TOLD]


def _empty(which: ColumnElement[bool]) -> None:
    """Nobody can bring back what has no words any more: it counts as deleted by its author."""
    gone = {"body": "", "html": "", "content_note": "", "deleted_by_id": Message.author_id}
    gone["deleted_at"] = func.coalesce(Message.deleted_at, now())
    _change(update(Message).where(which).values(gone))


def _rename_marks(member_id: int) -> None:
    """How the member's pages called their messages is of no use to anybody else."""
    mark = literal(secrets.token_hex(6) + "-") + cast(Message.sequence, String)
    _change(update(Message).where(Message.author_id == member_id).values(client_id=mark))


def _leave_every_room(member_id: int) -> None:
    places = select(RoomMembership.room_id).where(RoomMembership.member_id == member_id)
    rooms = sorted(db.session.scalars(places))
    if rooms:
        entering.take_out(rooms, member_id, why="left")


def _change(statement: Any) -> None:
    db.session.execute(_plain(statement))


def _plain(statement: Any) -> Any:
    """Objects of the session are not looked through: erasing forgets them all afterwards."""
    return statement.execution_options(synchronize_session=False)
