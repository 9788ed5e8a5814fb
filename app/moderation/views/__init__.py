"""Pages of moderation. Importing this registers every view on the blueprint."""

from __future__ import annotations

from app.moderation.views import (
    again,
    appeals,
    asking,
    care,
    case,
    deciding,
    decisions,
    filters,
    helplines,
    note_switch,
    notes,
    own,
    public,
    queue,
    reading_switch,
    reporting,
    screening,
    shift,
    sources,
)
from app.moderation.views.blueprint import bp

__all__ = [
    "again",
    "appeals",
    "asking",
    "bp",
    "care",
    "case",
    "deciding",
    "decisions",
    "filters",
    "helplines",
    "note_switch",
    "notes",
    "own",
    "public",
    "queue",
    "reading_switch",
    "reporting",
    "screening",
    "shift",
    "sources",
]
