"""Saying once that a note is shown, so that those who read the thing before hear of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from app.core.database import db, rows_changed
from app.core.events import emit
from app.moderation.events import NoteShown
from app.moderation.models import ContextNote
from app.moderation.queries.notes import notes_are_off


def tell_readers(at: datetime) -> int:
    """Emit `NoteShown` for every note that readers see at `at` and nobody was told of; how many.
    None while all are hidden. Needs a unit of work."""
    if notes_are_off():
        return 0
    due = db.session.execute(
        select(ContextNote.id, ContextNote.kind, ContextNote.thing_id)
        .where(ContextNote.status == "helpful", ContextNote.shown_from <= at)
        .where(ContextNote.told_at.is_(None), ContextNote.withdrawn_at.is_(None))
        .order_by(ContextNote.id)
    ).all()
    return sum(_tell(row.id, row.kind, row.thing_id, at) for row in due)


def _tell(note_id: int, kind: str, thing_id: str, at: datetime) -> bool:
    """Whether this was the first time: two runs at once tell nobody twice."""
    first = update(ContextNote).where(ContextNote.id == note_id, ContextNote.told_at.is_(None))
    is_first = rows_changed(db.session.execute(first.values(told_at=at))) > 0
    if is_first:
        emit(NoteShown(kind=kind, thing_id=thing_id))
    return is_first
