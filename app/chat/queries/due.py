"""Whom to remind of what, for a job."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, and_, bindparam, exists, select

from app.chat.queries.audience import HOLDS, MOMENT
from app.chat.queries.tables import (
    IN_GROUP,
    LIMITS,
    REMINDERS,
    ROOMS,
    in_group,
    limit,
    reminder,
    room,
)
from app.core.database import UtcDateTime, db


class DueReminder(NamedTuple):
    """A reminder that waits; nothing in it tells a condition."""

    id: int
    member_id: int
    room_id: int
    room_public_id: str
    starts_at: datetime


_is_removed = exists(
    select(limit.id)
    .select_from(LIMITS)
    .where(limit.room_id == room.id, limit.member_id == reminder.member_id)
    .where(limit.kind == "removed", HOLDS)
    .correlate(ROOMS, REMINDERS)
)
_DUE = (
    select(reminder.id, reminder.member_id, room.id, room.public_id, room.starts_at)
    .select_from(
        REMINDERS.join(ROOMS, room.id == reminder.room_id).join(
            IN_GROUP,
            and_(in_group.group_id == room.group_id, in_group.member_id == reminder.member_id),
        )
    )
    .where(
        reminder.sent_at.is_(None),
        room.starts_at > MOMENT,
        room.starts_at <= bindparam("until", type_=UtcDateTime),
        room.closed_at.is_(None),
        ~_is_removed,
    )
    .order_by(room.starts_at, reminder.id)
    .limit(bindparam("most", type_=Integer))
)


def reminders_due(at: datetime, until: datetime, most: int) -> list[DueReminder]:
    """Unsent ones of gatherings that begin after `at` and not after `until`, for members who are
    still in the group and were not removed."""
    rows = db.session.execute(_DUE, {"moment": at, "until": until, "most": most})
    return [DueReminder(*row) for row in rows]
