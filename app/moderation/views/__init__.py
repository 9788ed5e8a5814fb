"""Pages of moderation. Importing this registers every view on the blueprint."""

from __future__ import annotations

from app.moderation.views import (
    again,
    appeals,
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
    reporting,
    screening,
    shift,
    sources,
)
from app.moderation.views.blueprint import bp

__all__ = [
    "again",
    "appeals",
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
    "reporting",
    "screening",
    "shift",
    "sources",
]
