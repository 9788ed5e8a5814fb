"""Saying something in a room: the one way in, for sockets, forms and hosts who let through.

The number of a message is given in the transaction that inserts it. The same page sending the
same thing again, because it never heard of the first, gets the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.chat import permissions
from app.chat.events import MessageHeld, MessageSaid
from app.chat.models import REACTION_KINDS, HeldMessage, Message
from app.chat.queries.around import MOST_WAITING
from app.chat.queries.held import count_mine
from app.chat.queries.messages import (
    last_said_at,
    message_of,
    sent_before,
)
from app.chat.queries.rooms import RoomRow
from app.chat.services import sequencing
from app.chat.services.hosting import wait_for_turn
from app.chat.services.words import body_and_html, note_of
from app.core.clock import now
from app.core.database import db, new_public_id
from app.core.errors import Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer
from app.moderation.services.abiding import require_may_write

# Over the table and not over the mapped class: what a message costs is mostly statements.
_TABLE: Any = Message.__table__
_INSERT = (
    insert(_TABLE).values({f"{kind}_count": 0 for kind in REACTION_KINDS}).returning(_TABLE.c.id)
)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What became of a message. `sequence` is 0 while it waits for a host (`is_held`)."""

    public_id: str
    sequence: int
    is_held: bool = False
    is_new: bool = True


def say(
    *,
    by: Viewer,
    room: RoomRow,
    client_id: str,
    body: str,
    content_note: str = "",
    reply_to: str = "",
) -> Receipt:
    """Say something. `client_id` names it for the sender's page; `reply_to` is a public id. The
    room was looked up through the actor, in this unit of work.

    Raises:
        NotFound: the message answered is not for this person.
        Forbidden: they are not inside, or were muted.
        Invalid: the room is closed, slow mode or moderators ask to wait, or the words cannot be
            used; the field is `body` or `content_note`.
    """
    before = _sent_before(room.id, by.id, client_id)
    if before:
        return before
    moment = now()
    _require_may_say(room, by.id, moment)
    require_may_write(by.id)
    body, html = body_and_html(body)
    note = note_of(content_note)
    reply_to_id = _answered(room, reply_to)
    if permissions.is_held(room, moment):
        return _hold(room, by.id, client_id, body, note, reply_to_id)
    return put(
        room_id=room.id,
        author_id=by.id,
        client_id=client_id,
        body=body,
        html=html,
        content_note=note,
        reply_to_id=reply_to_id,
        at=moment,
    )


def put(
    *,
    room_id: int,
    author_id: int,
    client_id: str,
    body: str,
    html: str,
    content_note: str = "",
    reply_to_id: int | None = None,
    at: datetime | None = None,
) -> Receipt:
    """Number and insert a message; rules were asked before. For `say` and for hosts who let a
    held message through."""
    moment = at or now()
    values = {
        "public_id": new_public_id(),
        "room_id": room_id,
        "author_id": author_id,
        "client_id": client_id,
        "body": body,
        "html": html,
        "content_note": content_note,
        "reply_to_id": reply_to_id,
        "created_at": moment,
    }
    try:
        # Two at the same time with one name: the second waits for the room's row, then meets the
        # unique name; the number it took goes back.
        with db.session.begin_nested():
            number = sequencing.next_number(room_id, said_at=moment)
            message_id = db.session.scalar(_INSERT, {**values, "sequence": number})
    except IntegrityError:
        return found(_sent_before(room_id, author_id, client_id))
    emit(
        MessageSaid(room_id=room_id, message_id=found(message_id), sequence=number, by_id=author_id)
    )
    return Receipt(public_id=str(values["public_id"]), sequence=number)


def _sent_before(room_id: int, author_id: int, client_id: str) -> Receipt | None:
    before = sent_before(room_id, author_id, client_id)
    if before is None:
        return None
    public_id, sequence = before
    return Receipt(public_id=public_id, sequence=sequence, is_held=not sequence, is_new=False)


def _require_may_say(room: RoomRow, author_id: int, moment: datetime) -> None:
    require(permissions.can_read(room))
    if room.kind == "direct" and not room.other_hears:
        raise Invalid("body", _("This conversation takes no messages at the moment."))
    if not permissions.is_open_now(room, moment):
        raise Invalid("body", _("This room is closed just now. Your words are still here."))
    require(permissions.can_write(room, moment))
    if room.slow_seconds and not permissions.is_host(room):
        # In turn: of two pages of one person that send at once, the second sees the first.
        wait_for_turn(room.id)
        _require_pause(room, author_id, moment)


def _require_pause(room: RoomRow, author_id: int, moment: datetime) -> None:
    last = last_said_at(room.id, author_id)
    pause = timedelta(seconds=room.slow_seconds)
    if last is not None and moment - last < pause:
        wait = int((last + pause - moment).total_seconds()) + 1
        slow = _("This room is in slow mode. You can send again in %(wait)d seconds.", wait=wait)
        raise Invalid("body", slow)


def _answered(room: RoomRow, public_id: str) -> int | None:
    if not public_id:
        return None
    answered = found(message_of(room, public_id))
    return None if answered.deleted_at else answered.id


def _hold(
    room: RoomRow, author_id: int, client_id: str, body: str, note: str, reply_to_id: int | None
) -> Receipt:
    if count_mine(room.id, author_id) >= MOST_WAITING:
        many = _("%(most)d messages of yours wait for a host. Let them read these first.",
                 most=MOST_WAITING)  # fmt: skip
        raise Invalid("body", many)
    try:
        with db.session.begin_nested():
            waiting = HeldMessage(
                room_id=room.id,
                author_id=author_id,
                client_id=client_id,
                body=body,
                content_note=note,
                reply_to_id=reply_to_id,
            )
            db.session.add(waiting)
            db.session.flush()
    except IntegrityError:
        return found(_sent_before(room.id, author_id, client_id))
    emit(MessageHeld(room_id=room.id, held_id=waiting.id, by_id=author_id))
    return Receipt(public_id=waiting.public_id, sequence=0, is_held=True)
