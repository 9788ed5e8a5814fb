"""Messages of new people that wait: let through, refused with a reason, or taken back."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from app.chat import permissions
from app.chat.events import HeldMessageRefused
from app.chat.models import HeldMessage
from app.chat.queries.rooms import RoomRow, room_by_id
from app.chat.services import saying
from app.chat.services.hosting import note_act, reason_of, turn_of_host
from app.chat.services.words import body_and_html
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Conflict, Invalid, require
from app.core.events import emit
from app.core.viewer import Viewer


def let_through(*, by: Viewer, room_id: int, held_id: str) -> saying.Receipt:
    """The message is said now, by its author and under the name their page gave it, with the
    room's next number. `held_id` is the public one.

    Raises:
        NotFound: the room is not for this person.
        Forbidden: they are no host of it, or not inside.
        Invalid: the author cannot write here any more, or the room takes no messages.
        Conflict: it does not wait any more: another host was quicker, or it was taken back.
    """
    room = _host_inside(by, room_id)
    waiting = _waiting(room_id, held_id)
    _require_may_be_said(room, waiting.author_id)
    gone = db.session.execute(delete(HeldMessage).where(HeldMessage.id == waiting.id))
    if rows_changed(gone) != 1:
        raise Conflict
    body, html = body_and_html(waiting.body)
    receipt = saying.put(
        room_id=room_id,
        author_id=waiting.author_id,
        client_id=waiting.client_id,
        body=body,
        html=html,
        content_note=waiting.content_note,
        reply_to_id=waiting.reply_to_id,
    )
    note_act(room_id, by, "let_through", about=waiting.author_id, value=receipt.public_id)
    return receipt


def refuse(*, by: Viewer, room_id: int, held_id: str, reason: str) -> None:
    """The message is not said; its author keeps the words, and reads why.

    Raises:
        NotFound: the room is not for this person.
        Forbidden: they are no host of it, or not inside.
        Invalid: `reason` cannot be used.
        Conflict: it does not wait any more.
    """
    reason = reason_of(reason)
    _host_inside(by, room_id)
    waiting = _waiting(room_id, held_id)
    db.session.execute(
        update(HeldMessage)
        .where(HeldMessage.id == waiting.id)
        .values(refused_at=now(), refused_by_id=by.id)
        .execution_options(synchronize_session=False)
    )
    author_id = waiting.author_id
    note_act(room_id, by, "refused", about=author_id, value=held_id, reason=reason)
    emit(
        HeldMessageRefused(
            room_id=room_id, held_id=waiting.id, by_id=by.id, author_id=author_id
        )
    )  # fmt: skip


def forget(*, by: Viewer, room: RoomRow, held_id: str) -> bool:
    """The author takes back what waits, or wipes what was refused. Whether it was there."""
    mine = HeldMessage.author_id == by.id, HeldMessage.room_id == room.id
    gone = db.session.execute(delete(HeldMessage).where(HeldMessage.public_id == held_id, *mine))
    return rows_changed(gone) == 1


def _host_inside(by: Viewer, room_id: int) -> RoomRow:
    room = turn_of_host(by, room_id)
    require(permissions.can_read(room))
    return room


def _waiting(room_id: int, held_id: str) -> HeldMessage:
    """The message, locked until the host's decision is kept."""
    row = db.session.scalar(
        select(HeldMessage)
        .where(HeldMessage.room_id == room_id, HeldMessage.public_id == held_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.refused_at is not None:
        raise Conflict
    return row


def _require_may_be_said(room: RoomRow, author_id: int) -> None:
    if not permissions.is_open_now(room, now()):
        raise Invalid("held", _("The room is closed just now, so nothing can be said in it."))
    author = room_by_id(author_id, room.id)
    if author is None or not permissions.can_read(author) or author.my_limit is not None:
        raise Invalid("held", _("This person cannot write in the room any more."))
