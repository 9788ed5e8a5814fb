"""Coming to the desk and leaving it, and looking after whoever sits there (science.md C15)."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.queries import members
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, require
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.lengths import LONGEST_WORDS
from app.moderation.models import Shift
from app.moderation.queries.care import has_looked
from app.moderation.queries.shifts import LONGEST, own_shift
from app.moderation.services.looking_up import CaseRow


def begin(*, by: Viewer) -> Shift:
    """Come to the desk; who is there already stays. Needs an open unit of work.

    Raises:
        Forbidden: they have no role at the desk.
    """
    require(permissions.is_at_the_desk(by))
    members.lock(by.id)
    row = own_shift(by.id)
    if row is None:
        row = Shift(member_id=by.id)
        db.session.add(row)
        db.session.flush()
        record(by=by, action="shift_begun")
    return row


def end(*, by: Viewer, note: str) -> None:
    """Leave it, with a note for whoever comes next. Needs an open unit of work.

    Raises:
        Conflict: they are in no shift.
        Invalid: the note is very long.
    """
    if len(note.strip()) > LONGEST_WORDS:
        raise Invalid("note", _("Make it shorter: at most 2,000 letters."))
    row = _mine(by)
    row.note, row.ended_at = note.strip(), now()
    db.session.flush()
    # Not how many hard cases: beside the cases of a short shift that would name them.
    record(by=by, action="shift_ended")


def take_break(*, by: Viewer) -> None:
    """They were away from it for a while: counting begins anew. Needs an open unit of work.

    Raises:
        Conflict: they are in no shift.
    """
    _mine(by).hard_since_break = 0
    db.session.flush()


def about_to_see(*, by: Viewer, case: CaseRow) -> None:
    """Count a case of somebody in distress, once in a shift however often it is opened. Called
    before the look is noted. Needs an open unit of work."""
    row = own_shift(by.id, lock=True) if case.is_sensitive else None
    if row is None:
        return
    if not has_looked(by.id, case.id, since=row.began_at):
        row.hard_count += 1
        row.hard_since_break += 1
        db.session.flush()


def needs_break(shift: Shift | None) -> bool:
    """Whether this person has opened as many hard cases without a break as the site allows."""
    most: int = current_app.config["HARD_CASES_BEFORE_BREAK"]
    return shift is not None and shift.hard_since_break >= most


def end_forgotten(at: datetime) -> int:
    """End shifts whose people went away without a word. Needs an open unit of work."""
    rows = db.session.scalars(
        select(Shift).where(Shift.ended_at.is_(None), Shift.began_at <= at - LONGEST)
    ).all()
    for row in rows:
        row.ended_at = row.began_at + LONGEST
    db.session.flush()
    return len(rows)


def _mine(by: Viewer) -> Shift:
    row = own_shift(by.id, lock=True)
    if row is None:
        raise Conflict
    return row
