"""Editing, taking back, bringing back, and reacting. Each change has a number in the room.

The number is taken first: it holds the room's row, so of two who change one message at the same
moment the second sees what the first left. A refusal after that gives the number back.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete as sql_delete
from sqlalchemy import update

from app.chat import permissions
from app.chat.events import MessageChanged
from app.chat.models import REACTION_KINDS, Message, MessageReaction
from app.chat.queries.messages import message_of
from app.chat.queries.rooms import RoomRow
from app.chat.services import sequencing
from app.chat.services.words import body_and_html
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Invalid, NotFound, found, require
from app.core.events import emit
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.moderation.queries import away
from app.moderation.services.abiding import require_may_write


def edit(*, by: Viewer, room: RoomRow, message_id: str, body: str) -> int:
    """The author writes a message anew; returns the number of the change, 0 for the same words.

    Raises:
        NotFound: the message is not for this person.
        Forbidden: it is somebody else's, or they may not write here now.
        Invalid: `body` cannot be used, or moderators limited how often they write.
    """
    said = found(message_of(room, message_id))
    require(permissions.can_edit(by.id, room, said, now()))
    body, html = body_and_html(body)
    if body == said.body:
        return 0
    require_may_write(by.id)
    number = sequencing.next_number(room.id)
    # Looked at again: whoever has the number is alone, and keeps the words that really stood there.
    said = found(message_of(room, message_id))
    require(permissions.can_edit(by.id, room, said, now()))
    sequencing.keep_change(room.id, said.id, number, "edited", body_before=said.body)
    _change(said.id, body=body, html=html, edited_at=now())
    return _tell(room.id, said.id, number, "edited", by.id)


def take_back(*, by: Viewer, room: RoomRow, message_id: str) -> int:
    """The author deletes a message. Its number stays taken.

    Raises:
        NotFound: the message is not for this person.
        Forbidden: it is gone already, or somebody else's.
    """
    number = sequencing.next_number(room.id)
    said = found(message_of(room, message_id))
    require(permissions.can_take_back(by.id, said))
    return delete(by_id=by.id, room_id=room.id, message_id=said.id, number=number)


def bring_back(*, by: Viewer, room: RoomRow, message_id: str) -> int:
    """Whoever deleted a message undoes it, up to 30 days later.

    Raises:
        NotFound: the message is not for this person, or not theirs to bring back (any more).
    """
    number = sequencing.next_number(room.id)
    said = found(message_of(room, message_id))
    if not permissions.can_restore(by.id, room, said, now()):
        raise NotFound
    # What moderators took away comes back when the decision is reversed, and in no other way: not
    # by the moderator who took it away, though it was they who deleted it.
    if away.grounds_of("message", [message_id]):
        raise NotFound
    return restore(by_id=by.id, room_id=room.id, message_id=said.id, number=number)


def delete(*, by_id: int, room_id: int, message_id: int, number: int) -> int:
    """Take a message out of the room; rules were asked after the room's `number` was taken. The
    words stay for 30 days, for whoever may bring it back."""
    sequencing.keep_change(room_id, message_id, number, "deleted")
    _change(message_id, deleted_at=now(), deleted_by_id=by_id)
    return _tell(room_id, message_id, number, "deleted", by_id)


def restore(*, by_id: int, room_id: int, message_id: int, number: int) -> int:
    """Put it back where it stood; the same holds."""
    sequencing.keep_change(room_id, message_id, number, "restored")
    _change(message_id, deleted_at=None, deleted_by_id=None)
    return _tell(room_id, message_id, number, "restored", by_id)


def react(*, by: Viewer, room: RoomRow, message_id: str, kind: str, on: bool) -> int:
    """Give one of the five words, or take it back; returns the number of the change, 0 when
    nothing changed.

    Raises:
        NotFound: the message is not for this person.
        Forbidden: it is their own, or gone, or they may not write here now.
        Invalid: there is no such word.
    """
    said = found(message_of(room, message_id))
    if kind not in REACTION_KINDS:
        raise Invalid("kind", _("Choose one of the five words."))
    require(permissions.can_react(by.id, room, said, now()))
    if not (_give(by.id, said.id, kind) if on else _take(by.id, said.id, kind)):
        return 0
    number = sequencing.note_change(room.id, said.id, "reacted")
    count = getattr(Message, f"{kind}_count")
    _change(said.id, **{f"{kind}_count": count + (1 if on else -1)})
    return _tell(room.id, said.id, number, "reacted", by.id)


def _give(member_id: int, message_id: int, kind: str) -> bool:
    return insert_once(
        MessageReaction, message_id=message_id, member_id=member_id, kind=kind, created_at=now()
    )


def _take(member_id: int, message_id: int, kind: str) -> bool:
    result = db.session.execute(
        sql_delete(MessageReaction).where(
            MessageReaction.message_id == message_id,
            MessageReaction.member_id == member_id,
            MessageReaction.kind == kind,
        )
    )
    return rows_changed(result) > 0


def _change(message_id: int, **values: Any) -> None:
    """Change the message, unless retention was quicker."""
    statement = update(Message).where(Message.id == message_id).values(**values)
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    if rows_changed(result) != 1:
        raise NotFound


def _tell(room_id: int, message_id: int, number: int, kind: str, by_id: int) -> int:
    emit(
        MessageChanged(
            room_id=room_id, message_id=message_id, sequence=number, kind=kind, by_id=by_id
        )
    )
    return number
