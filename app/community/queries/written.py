"""When somebody last wrote here: for limits on how often they may."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app.community.queries.tables import post
from app.core.database import db
from app.moderation.services.abiding import tells_last_written


@tells_last_written
def last_written_at(member_id: int) -> datetime | None:
    """Of the newest post or the newest edit, also of what is deleted now."""
    mine = select(func.max(post.created_at), func.max(post.edited_at))
    moments = db.session.execute(mine.where(post.author_id == member_id)).one()
    return max((at for at in moments if at is not None), default=None)
