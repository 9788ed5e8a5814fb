"""Hiding a message and bringing it back because moderation decided so. Rules were asked there."""

from __future__ import annotations

from sqlalchemy import update

from app.chat.models import Message
from app.chat.queries.reported import ReportedLine, reported_message
from app.chat.services import changing
from app.chat.services.hosting import wait_for_turn
from app.chat.services.sequencing import next_number
from app.core.database import db
from app.core.errors import found


def hide(said: ReportedLine, *, by_id: int) -> bool:
    """Deleted by whoever decided, in the room's log like any change. What a host had deleted before
    is theirs to bring back no more. What its author took back stays theirs to have taken back: while
    the decision holds nobody brings it back, and afterwards they can. Whether it could be read
    before."""
    wait_for_turn(said.room_id)
    row = found(reported_message(said.public_id))
    if row.deleted_by_id == row.author_id:
        return False
    if row.deleted_at is not None:
        db.session.execute(
            update(Message)
            .where(Message.id == said.id)
            .values(deleted_by_id=by_id)
            .execution_options(synchronize_session=False)
        )
        return False
    number = next_number(said.room_id)
    changing.delete(by_id=by_id, room_id=said.room_id, message_id=said.id, number=number)
    return True


def unhide(said: ReportedLine, *, by_id: int) -> bool:
    """Back where it stood; not what its author took back. Whether it was away."""
    wait_for_turn(said.room_id)
    row = found(reported_message(said.public_id))
    if row.deleted_at is None or row.deleted_by_id == row.author_id:
        return False
    number = next_number(said.room_id)
    changing.restore(by_id=by_id, room_id=said.room_id, message_id=said.id, number=number)
    return True
