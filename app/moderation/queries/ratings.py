"""What members think of context notes, for the scorer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from app.accounts.models import Member
from app.core.database import db
from app.moderation.models import ContextNote, NoteRating


def ratings_of_members_since(moment: datetime) -> Sequence[Row[Any]]:
    """`member_id note_id halves rated_at tags` of every rating by somebody who was a member then
    already, of notes that were not taken back."""
    return db.session.execute(
        select(
            NoteRating.member_id, NoteRating.note_id, NoteRating.halves, NoteRating.rated_at,
            NoteRating.tags,
        )
        .join(ContextNote, ContextNote.id == NoteRating.note_id)
        .join(Member, Member.id == NoteRating.member_id)
        .where(ContextNote.withdrawn_at.is_(None), Member.created_at <= moment)
    ).all()  # fmt: skip
