"""A message for those who decide about it, whether they are in its room or not. Only the adapter
of moderation asks this, and moderation's own services ask the adapter."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from app.chat.queries.tables import GROUPS, MEMBERS, MESSAGES, ROOMS, group, member, message, room
from app.core.database import db


class ReportedLine(NamedTuple):
    """A message with its words, hidden or not, and where it stands."""

    id: int
    public_id: str
    room_id: int
    room_public_id: str
    room_title: str
    group_id: int | None
    group_name: str | None
    author_id: int
    author_public_id: str
    author_name: str
    body: str
    content_note: str
    created_at: datetime
    deleted_at: datetime | None
    deleted_by_id: int | None


_ONE = (
    select(
        message.id,
        message.public_id,
        room.id,
        room.public_id,
        room.title,
        room.group_id,
        group.name,
        member.id,
        member.public_id,
        member.display_name,
        message.body,
        message.content_note,
        message.created_at,
        message.deleted_at,
        message.deleted_by_id,
    )
    .select_from(MESSAGES.join(ROOMS, room.id == message.room_id))
    .join(MEMBERS, member.id == message.author_id)
    .outerjoin(GROUPS, group.id == room.group_id)
    .where(message.public_id == bindparam("public_id"))
)


def reported_message(public_id: str) -> ReportedLine | None:
    """It, as it stands now."""
    row = db.session.execute(_ONE, {"public_id": public_id}).first()
    return ReportedLine(*row) if row else None
