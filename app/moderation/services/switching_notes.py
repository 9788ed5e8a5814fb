"""The circuit breaker of context notes: all hidden at once, and shown again (science.md M24)."""

from __future__ import annotations

from app.audit.services.recording import record
from app.core.database import db
from app.core.errors import require
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import NoteSwitch
from app.moderation.services.switching import reason_given


def switch_notes(*, by: Viewer | None, off: bool, reason: str) -> None:
    """Hide every note at once, or show again what is found helpful. `by` is None for a command on
    the server. Needs a unit of work.

    Raises:
        Forbidden: they are not at the desk.
        Invalid: no reason, or a very long one.
    """
    require(by is None or permissions.is_at_the_desk(by))
    why = reason_given(reason)
    by_id = by.id if by else None
    db.session.add(NoteSwitch(is_off=off, by_id=by_id, reason=why))
    db.session.flush()
    record(by=by, action="notes_switched", details={"off": off})
