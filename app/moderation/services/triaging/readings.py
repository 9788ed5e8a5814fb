"""What a reading says: a label, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

GREEN, AMBER, RED, CRISIS = LABELS = ("green", "amber", "red", "crisis")
"""Lowest first. What each means is written in data/crisis/common.toml."""
UNKNOWN, UNSUPPORTED = "unknown", "unsupported"
"""Too little text to tell its language; a language that has no lexicon here."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Which rule spoke, from which words as they were typed. `rule` is "en:wish.wants_to_die"."""

    rule: str
    words: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in one text. It is a hint for people and decides nothing.

    `language` is a lexicon's, `UNKNOWN` or `UNSUPPORTED`. `method_detail`: it holds a way, together
    with a place or an amount, and somebody with the safeguarding role looks at it soon.
    """

    label: str
    reasons: tuple[Reason, ...]
    language: str
    method_detail: bool
    needs_human_look: bool

    @property
    def is_sure_of_language(self) -> bool:
        """Whether green means more than "nothing was recognised"."""
        return self.language not in (UNKNOWN, UNSUPPORTED)


def highest(labels: Iterable[str]) -> str:
    """The gravest of some labels; green of none."""
    return max(labels, key=LABELS.index, default=GREEN)
