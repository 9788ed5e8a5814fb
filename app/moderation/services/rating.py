"""Members say how helpful a note is, and why."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import update

from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, found, require
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import NoteRating
from app.moderation.queries.notes import NoteLine
from app.moderation.services import pacing
from app.moderation.services.bridging.shapes import CRITICISM, PRAISE
from app.moderation.services.finding_notes import note_of

HALVES = (0, 1, 2)


def rate(*, by: Viewer, note_id: str, halves: int, tags: Collection[str] = ()) -> NoteLine:
    """Rate a note, or change the rating: `halves` 2 helpful, 1 somewhat, 0 not; `tags` are reasons
    of `bridging.shapes`. Needs a unit of work.

    Raises:
        NotFound: it is not there for them.
        Forbidden: they wrote it.
        Conflict: its verdict is locked.
        Invalid: an answer that is none, or very many ratings just now.
    """
    note = found(note_of(by, note_id, now()))
    require(permissions.can_rate_note(by, note.author_id))
    if note.is_locked:
        raise Conflict
    if halves not in HALVES:
        raise Invalid("halves", _("Choose how helpful it is."))
    if not set(tags) <= PRAISE | CRITICISM:
        raise Invalid("tags", _("Choose reasons from the list."))
    pacing.require_rating_pace(by)
    said = {"halves": halves, "tags": " ".join(sorted(set(tags))), "rated_at": now()}
    if not insert_once(NoteRating, note_id=note.id, member_id=by.id, **said):
        mine = (NoteRating.note_id == note.id, NoteRating.member_id == by.id)
        db.session.execute(update(NoteRating).where(*mine).values(said))
    return note
