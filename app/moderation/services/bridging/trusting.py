"""Whose ratings count: nobody's on their own note, and nobody's who was often wrong before.

Thresholds: Community Notes, contributor scores (commit 273c8958). Ours is that nobody is judged by
fewer than five notes; there a single one can be enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.moderation.services.bridging.shapes import HELPFUL, SOMEWHAT, Note, Rating, Status

LEAST_AGREEMENT = 0.66
LEAST_MEAN_SCORE = 0.05
COST_OF_NOT_HELPFUL = 5
LEAST_JUDGED = 5
LEAST_RATED = 10
LEAST_RATINGS = 5


def counted(
    ratings: Iterable[Rating], notes: Mapping[int, Note], previous: Mapping[int, Status]
) -> list[Rating]:
    """Ratings by others, from members whose earlier ratings and notes held up."""
    others = without_own(ratings, notes)
    doubtful = unreliable_raters(others, previous) | unreliable_authors(notes, previous)
    return [one for one in others if one.rater_id not in doubtful]


def without_own(ratings: Iterable[Rating], notes: Mapping[int, Note]) -> list[Rating]:
    """Nobody rates their own note."""
    return [one for one in ratings if one.rater_id != notes[one.note_id].author_id]


def unreliable_raters(ratings: Iterable[Rating], previous: Mapping[int, Status]) -> set[int]:
    """Who agreed with fewer than 66 % of the verdicts that came after their ratings. A rating given
    once the verdict stood says nothing about judgement and is left out, so is "somewhat"."""
    judged: defaultdict[int, list[bool]] = defaultdict(list)
    for one in ratings:
        verdict = _verdict_after(one, previous.get(one.note_id))
        if verdict and one.value != SOMEWHAT:
            judged[one.rater_id].append((one.value == HELPFUL) == (verdict == "helpful"))
    return {
        rater
        for rater, right in judged.items()
        if len(right) >= LEAST_JUDGED and sum(right) / len(right) < LEAST_AGREEMENT
    }


def unreliable_authors(notes: Mapping[int, Note], previous: Mapping[int, Status]) -> set[int]:
    """Whose notes were not helpful more than a fifth as often as helpful, or scored under .05 in the
    mean. Counted are notes with a score."""
    written: defaultdict[int, list[Status]] = defaultdict(list)
    for note_id, status in previous.items():
        author = notes[note_id].author_id if note_id in notes else None
        if author is not None and status.intercept is not None:
            written[author].append(status)
    return {
        author
        for author, found in written.items()
        if len(found) >= LEAST_JUDGED and not _holds_up(found)
    }


def active_raters(ratings: Sequence[Rating]) -> set[int]:
    """Who has rated at least ten notes that have at least five ratings each. Only their ratings
    enter the model: with fewer, the side somebody is on is a guess."""
    on_note = Counter(one.note_id for one in ratings)
    by_rater = Counter(one.rater_id for one in ratings if on_note[one.note_id] >= LEAST_RATINGS)
    return {rater for rater, count in by_rater.items() if count >= LEAST_RATED}


def _verdict_after(rating: Rating, status: Status | None) -> str | None:
    """The verdict on the note, if there is one and it came after the rating."""
    if status is None or status.decided_at is None or rating.at >= status.decided_at:
        return None
    return status.verdict


def _holds_up(found: Sequence[Status]) -> bool:
    verdicts = Counter(one.verdict for one in found)
    balance = verdicts["helpful"] - COST_OF_NOT_HELPFUL * verdicts["not_helpful"]
    mean = sum(one.intercept or 0.0 for one in found) / len(found)
    return balance >= 0 and mean >= LEAST_MEAN_SCORE
