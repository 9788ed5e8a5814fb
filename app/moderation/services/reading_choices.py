"""Whether a program may read what a member posts for signs of distress."""

from __future__ import annotations

from sqlalchemy import delete, select

from app.core.clock import now
from app.core.database import db
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.moderation.models import ReadingChoice


def is_read(member_id: int) -> bool:
    """By default posts are read; a member can say no."""
    which = select(ReadingChoice.id).where(ReadingChoice.member_id == member_id)
    return db.session.scalar(which) is None


def choose(*, by: Viewer, is_read: bool) -> None:
    """Say no, or yes again. Reports by other members work in any case. Needs a unit of work."""
    if is_read:
        db.session.execute(delete(ReadingChoice).where(ReadingChoice.member_id == by.id))
    else:
        insert_once(ReadingChoice, member_id=by.id, chosen_at=now())
