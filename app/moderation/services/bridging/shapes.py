"""What goes into the scoring of notes and what comes out. Plain values; pages may read this module
without loading anything that computes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Verdict = Literal["needs_more", "helpful", "not_helpful"]
Method = Literal["bridging", "fallback"]

HELPFUL, SOMEWHAT, NOT_HELPFUL = 1.0, 0.5, 0.0

# Codes of reasons that raters tick. Those of the second set keep a note back (see `tagging`).
PRAISE = frozenset({"clear", "good_sources", "answers_the_claim", "important_context", "kind"})
CRITICISM = frozenset(
    {
        "incorrect", "poor_sources", "misses_the_point", "unclear", "opinion", "unkind",
        "not_needed", "promotion",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating:
    """One member's rating of one note. `value` is 1, .5 or 0; `at` is aware.

    Raises:
        ValueError: another value, or a tag that is in neither list.
    """

    rater_id: int
    note_id: int
    value: float
    at: datetime
    tags: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.value not in (HELPFUL, SOMEWHAT, NOT_HELPFUL):
            raise ValueError(f"a rating of {self.value}")
        if not self.tags <= PRAISE | CRITICISM:
            raise ValueError("a tag nobody knows")


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One context note. Nobody is its author once they left. Sources that are expired or graded
    unacceptable do not count; `harm` is 0 to 3 (H0 to H3) of the post beneath; signatures are
    those of moderators, by their key."""

    note_id: int
    author_id: int | None
    acceptable_sources: int = 0
    harm: int = 0
    signed_by: frozenset[int] = frozenset()
    signed_by_clinicians: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """What a note is now, and why it is not more.

    `ratings` is how many were counted: the denominator to print. `intercept` and `factor` are None
    under the fallback and for a note without a counted rating. `reasons` are the codes of
    `guarding.REASONS` that keep it back: for moderators. `decided_at` is since when the verdict
    stands, `shown_from` when the note may be shown, `locked` that it will not change any more.
    """

    verdict: Verdict
    method: Method
    ratings: int
    intercept: float | None = None
    factor: float | None = None
    reasons: tuple[str, ...] = ()
    decided_at: datetime | None = None
    shown_from: datetime | None = None
    locked: bool = False

    def is_shown(self, now: datetime) -> bool:
        """Whether readers see it: found helpful, and the delay is over."""
        return self.verdict == "helpful" and self.shown_from is not None and self.shown_from <= now
