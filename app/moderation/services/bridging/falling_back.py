"""The plain rule for small communities: enough people, most of them for it, a source, a signature.

With few raters, or where nobody disagrees yet, the line that the model looks for is chance. Ours
(docs/subsystems/moderation_notes.md); the page names it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.moderation.services.bridging.shapes import (
    HELPFUL,
    NOT_HELPFUL,
    Note,
    Rating,
    Status,
)

LEAST_RATERS = 30
DISPUTED_NOTES, DISPUTED_BY = 3, 2
LEAST_RATINGS = 5
LEAST_HELPFUL = 0.70
LEAST_SOURCES = 1
COULD_INJURE = 3
SIGNATURES, SIGNATURES_IF_INJURING = 1, 2


def is_disputed(ratings: Sequence[Rating]) -> bool:
    """Whether people were seen to disagree: on three notes or more, at least two said helpful and at
    least two said not."""
    helpful = Counter(one.note_id for one in ratings if one.value == HELPFUL)
    against = Counter(one.note_id for one in ratings if one.value == NOT_HELPFUL)
    disputed = [note for note in helpful if min(helpful[note], against[note]) >= DISPUTED_BY]
    return len(disputed) >= DISPUTED_NOTES


def judged_plainly(note: Note, ratings: Sequence[Rating]) -> Status:
    """Helpful or not yet: this rule never calls a note not helpful."""
    conditions = (
        ("few_ratings", len(ratings) >= LEAST_RATINGS),
        ("few_helpful", helpful_share(ratings) >= LEAST_HELPFUL),
        ("no_source", note.acceptable_sources >= LEAST_SOURCES),
        ("unsigned", is_signed(note)),
    )
    reasons = tuple(code for code, holds in conditions if not holds)
    return Status(
        verdict="needs_more" if reasons else "helpful",
        method="fallback",
        ratings=len(ratings),
        reasons=reasons,
    )


def helpful_share(ratings: Sequence[Rating]) -> float:
    """Those who say helpful among all; "somewhat" is not helpful. 0 where nobody rated."""
    return sum(one.value == HELPFUL for one in ratings) / len(ratings) if ratings else 0.0


def is_signed(note: Note) -> bool:
    """By one moderator; by two, or by a clinician, where the post could injure somebody soon.
    An author's own signature does not count."""
    clinicians = note.signed_by_clinicians - {note.author_id}
    signed = (note.signed_by | note.signed_by_clinicians) - {note.author_id}
    if note.harm >= COULD_INJURE:
        return bool(clinicians) or len(signed) >= SIGNATURES_IF_INJURING
    return len(signed) >= SIGNATURES
