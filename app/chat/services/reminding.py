"""Being reminded of a gathering: wanted, wanted no more, due.

A job asks for the due ones, tells their members, and notes each as sent in the same transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from app.chat.models import GatheringReminder, Room
from app.chat.queries.due import DueReminder, reminders_due
from app.chat.queries.rooms import RoomRow
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Conflict, found
from app.core.inserting import insert_once
from app.core.viewer import Viewer

# How long before its beginning a gathering is called to mind.
AHEAD = timedelta(hours=1)


def remind(*, by: Viewer, room: RoomRow) -> bool:
    """The member wants to hear of it an hour before; whether they did not before.

    Raises:
        NotFound: it is no gathering.
        Conflict: it has begun, or was called off.
    """
    if found(room.starts_at) <= now() or room.closed_at is not None:
        raise Conflict
    return insert_once(
        GatheringReminder, room_id=room.id, member_id=by.id, created_at=now(), sent_at=None
    )


def forget(*, by: Viewer, room: RoomRow) -> bool:
    """No reminder after all; whether one was wanted."""
    mine = (GatheringReminder.room_id == room.id, GatheringReminder.member_id == by.id)
    return rows_changed(db.session.execute(delete(GatheringReminder).where(*mine))) > 0


def due_reminders(at: datetime, most: int = 500) -> list[DueReminder]:
    """Reminders to be sent at this moment: of gatherings that begin within the hour, were not
    called off, and are still for the member who asked."""
    return reminders_due(at, at + AHEAD, most)


def note_sent(reminder_id: int, *, at: datetime | None = None) -> bool:
    """Whether it was still unsent: of two workers only one tells the member."""
    result = db.session.execute(
        update(GatheringReminder)
        .where(GatheringReminder.id == reminder_id, GatheringReminder.sent_at.is_(None))
        .values(sent_at=at or now())
    )
    return rows_changed(result) > 0


def drop_reminders(member_id: int, group_id: int) -> None:
    """Who leaves a group hears of its gatherings no more."""
    rooms = select(Room.id).where(Room.group_id == group_id)
    db.session.execute(
        delete(GatheringReminder).where(
            GatheringReminder.member_id == member_id, GatheringReminder.room_id.in_(rooms)
        )
    )
