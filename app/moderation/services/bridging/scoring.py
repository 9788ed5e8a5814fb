"""The way in: from all ratings to what every note is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from app.moderation.services.bridging.carrying_on import carried_on
from app.moderation.services.bridging.falling_back import (
    LEAST_RATERS,
    is_disputed,
    judged_plainly,
)
from app.moderation.services.bridging.judging import judged_by_bridging
from app.moderation.services.bridging.shapes import Note, Rating, Status
from app.moderation.services.bridging.trusting import active_raters, counted


def score(
    ratings: Iterable[Rating],
    notes: Iterable[Note],
    previous: Mapping[int, Status],
    now: datetime,
    *,
    least_raters: int = LEAST_RATERS,
) -> dict[int, Status]:
    """What every note is at `now`, by its key, in the order of keys.

    `ratings` are all that stand, one for each rater and note, in any order; `previous` is what this
    gave the last time. Under `least_raters` active raters, or where nobody disagrees, the plain rule
    decides and every status says `method="fallback"`. The same values give the same answer.

    Raises:
        ValueError: two ratings of one note by one rater, or a rating of a note that is not there.
    """
    by_id = {note.note_id: note for note in sorted(notes, key=lambda one: one.note_id)}
    usable = counted(_checked(ratings, by_id), by_id, previous)
    active = active_raters(usable)
    by_active = [one for one in usable if one.rater_id in active]
    if len(active) >= least_raters and is_disputed(by_active):
        shown = {key for key, status in previous.items() if status.is_shown(now)}
        found = judged_by_bridging(by_active, shown)
        unrated = Status(
            verdict="needs_more", method="bridging", ratings=0, reasons=("few_ratings",)
        )
        verdicts = {key: found.get(key, unrated) for key in by_id}
    else:
        verdicts = _plainly(by_id, usable)
    return {key: carried_on(found, previous.get(key), now) for key, found in verdicts.items()}


def _plainly(notes: Mapping[int, Note], ratings: Sequence[Rating]) -> dict[int, Status]:
    of_note: defaultdict[int, list[Rating]] = defaultdict(list)
    for one in ratings:
        of_note[one.note_id].append(one)
    return {key: judged_plainly(note, of_note[key]) for key, note in notes.items()}


def _checked(ratings: Iterable[Rating], notes: Mapping[int, Note]) -> list[Rating]:
    found = list(ratings)
    pairs = {(one.note_id, one.rater_id) for one in found}
    if len(pairs) < len(found):
        raise ValueError("one rater rated a note twice")
    if any(note_id not in notes for note_id, _rater_id in pairs):
        raise ValueError("a rating of a note that is not there")
    return found
