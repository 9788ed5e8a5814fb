"""Context notes as a viewer finds them: under what they read, which packages above decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_

from app.core.pagination import KeyPage
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import ContextNote
from app.moderation.queries import notes, source_checks
from app.moderation.queries.notes import NoteLine
from app.moderation.services.registering import adapters_of


def note_of(viewer: Viewer, public_id: str, at: datetime) -> NoteLine | None:
    """A note under something that the viewer reads: shown ones for everybody, others for members.
    While all are hidden only its author and the desk find it."""
    note = notes.note_where(public_id, _read_by(viewer))
    if note is None or not (viewer.is_signed_in or note.is_shown(at)):
        return None
    is_own = viewer.is_signed_in and note.author_id == viewer.id
    is_hidden = notes.notes_are_off() and not is_own and not permissions.is_at_the_desk(viewer)
    return None if is_hidden else note


def notes_to_rate(viewer: Viewer, after: str | None) -> KeyPage[NoteLine]:
    """Open notes of others under what the viewer reads, that they did not rate, the newest first.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    return notes.needing_ratings(viewer, _read_by(viewer), after)


def notes_naming(viewer: Viewer, urls: Collection[str]) -> dict[str, list[str]]:
    """Public ids of the notes that name each of these addresses and stand under what the viewer
    reads, the oldest first."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for url, public_id in source_checks.notes_naming(urls, _read_by(viewer)):
        named[url].append(public_id)
    return dict(named)


def _read_by(viewer: Viewer) -> ColumnElement[bool]:
    """On notes: the viewer reads what they stand under."""
    thing_id = ContextNote.thing_id.expression
    kinds = adapters_of().noted.items()
    return or_(
        false(), *(and_(ContextNote.kind == kind, reads(viewer, thing_id)) for kind, reads in kinds)
    )
