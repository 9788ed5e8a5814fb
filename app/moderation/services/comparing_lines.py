"""Once a week: do members still differ along the same line as a week ago? (science.md section 7)

A line that wanders is chance, and then notes that are shown because of it are, too. Nothing is switched
off by itself: moderators see the number where they can hide all notes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from app.audit.queries import newest_of
from app.audit.services.recording import record
from app.core.database import db
from app.moderation.models import ContextNote
from app.moderation.services.bridging.shapes import Rating, Status
from app.moderation.services.scoring_notes import ratings_at, shapes_of

A_WEEK = timedelta(days=7)
_ACTION = "note_line_compared"


class Compared(NamedTuple):
    """`notes` have a place on the line both times; `correlation` in hundredths, None where there is
    too little to compare; whether it is .8 or more."""

    notes: int
    correlation: int | None
    is_stable: bool


def compare_lines(at: datetime) -> None:
    """Fit the ratings of today and those of a week ago, and keep how far both lines agree. Needs an
    open unit of work. Pages do not call this: it loads what computes."""
    from app.moderation.services.bridging.comparing import stability

    ratings = ratings_at(at)
    earlier = [one for one in ratings if one.at <= at - A_WEEK]
    found = stability(_fit(earlier, at), _fit(ratings, at))
    hundredths = None if found.correlation is None else round(100 * found.correlation)
    record(by=None, action=_ACTION, details={
        "notes": found.notes, "correlation": hundredths, "stable": found.is_stable,
    })  # fmt: skip


def last_compared() -> Compared | None:
    """What the last week said; None before the first."""
    said = newest_of(_ACTION)
    return Compared(said["notes"], said["correlation"], said["stable"]) if said else None


def _fit(ratings: list[Rating], at: datetime) -> dict[int, Status]:
    """Each time from the beginning: a line that is only carried on would always be its own."""
    from app.moderation.services.bridging.scoring import score

    notes = list(db.session.scalars(select(ContextNote).where(ContextNote.withdrawn_at.is_(None))))
    return dict(score(ratings, shapes_of(notes, at.date()), {}, at))
