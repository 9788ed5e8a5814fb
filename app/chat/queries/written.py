"""When somebody last said something: for limits on how often they may."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app.chat.queries.tables import held, message
from app.core.database import db
from app.moderation.services.abiding import tells_last_written


@tells_last_written
def last_said_anywhere(member_id: int) -> datetime | None:
    """Of the newest message or edit in any room, also of what is deleted now or waits for a host.
    What retention took is older than any limit."""
    said = select(func.max(message.created_at), func.max(message.edited_at))
    waits = select(func.max(held.created_at)).where(held.author_id == member_id)
    moments = [
        *db.session.execute(said.where(message.author_id == member_id)).one(),
        db.session.scalar(waits),
    ]
    return max((at for at in moments if at is not None), default=None)
