"""Small made-up communities of raters in two camps, as values."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.moderation.services.bridging.scoring import score
from app.moderation.services.bridging.shapes import Note, Rating, Status

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=2)
AUTHOR = 900
A = range(1, 11)
B = range(11, 21)
# The notes of the fixture, by what should become of them.
LIKED_BY_A, LIKED_BY_B, BRIDGING, DISLIKED = (
    (101, 102, 103),
    (104, 105, 106),
    (107, 108),
    (109, 110),
)
ONLY_RATED_BY_A, THREE_OF_EACH, TWO_AND_ONE = 111, 112, 113


def rated(
    raters: Iterable[int],
    note_id: int,
    value: float,
    tags: Iterable[str] = (),
    at: datetime = LONG_AGO,
) -> list[Rating]:
    """The same rating by several people."""
    return [
        Rating(rater_id=rater, note_id=note_id, value=value, at=at, tags=frozenset(tags))
        for rater in raters
    ]


def two_camps(a: Iterable[int] = A, b: Iterable[int] = B) -> list[Rating]:
    """The small community of design/science.md §3.3; larger when camps are larger."""
    a, b = list(a), list(b)
    found = []
    for notes, from_a, from_b in (
        (LIKED_BY_A, 1, 0), (LIKED_BY_B, 0, 1), (BRIDGING, 1, 1), (DISLIKED, 0, 0),
    ):  # fmt: skip
        for note_id in notes:
            found += rated(a, note_id, from_a) + rated(b, note_id, from_b)
    found += rated(a, ONLY_RATED_BY_A, 1)
    found += rated(a[:3], THREE_OF_EACH, 1) + rated(b[:3], THREE_OF_EACH, 1)
    return found + rated(a[:2], TWO_AND_ONE, 1) + rated(b[:1], TWO_AND_ONE, 1)


def notes_of(ratings: Iterable[Rating], **changes: object) -> list[Note]:
    """A note by one outsider for whatever was rated."""
    ids = sorted({one.note_id for one in ratings})
    return [replace(Note(note_id=key, author_id=AUTHOR), **changes) for key in ids]


def scored(
    ratings: Iterable[Rating],
    previous: Mapping[int, Status] | None = None,
    now: datetime = NOW,
    least_raters: int = 18,
) -> dict[int, Status]:
    """The result for communities smaller than bridging would otherwise take on."""
    ratings = list(ratings)
    return score(ratings, notes_of(ratings), previous or {}, now, least_raters=least_raters)


def shown(statuses: Mapping[int, Status]) -> dict[int, Status]:
    """The same, with all helpful notes on show for an hour."""
    early = NOW - timedelta(hours=1)
    return {
        key: replace(one, decided_at=early, shown_from=early) if one.decided_at else one
        for key, one in statuses.items()
    }


def mixed(raters: int, notes: int, *, rated_share: float, seed: int = 5) -> list[Rating]:
    """Raters along a line, notes of different worth that lean one way or the other, by chance."""
    chance = random.Random(seed)
    leans = [(chance.gauss(0.5, 0.9), chance.gauss(0, 0.6)) for _note in range(notes)]
    found = []
    for rater in range(1, raters + 1):
        side = chance.gauss(1 if rater % 2 else -1, 0.6)
        for note_id, (worth, lean) in enumerate(leans, start=1):
            if chance.random() < rated_share:
                felt = worth + side * lean + chance.gauss(0, 0.5)
                value = 1.0 if felt > 0.2 else 0.5 if felt > 0 else 0.0
                found += rated([rater], note_id, value)
    return found
