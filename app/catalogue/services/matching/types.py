"""What the matcher is given and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.catalogue.kinds import PURPOSE_KINDS, TREATMENT_KINDS

Wanted = Literal["treatment", "purpose"]
KINDS: dict[Wanted, frozenset[str]] = {
    "treatment": frozenset(TREATMENT_KINDS),
    "purpose": frozenset(PURPOSE_KINDS),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A concept as the matcher knows it. `id` is the row's, 0 when built from the files."""

    key: str
    kind: str
    name: str
    weight: int
    id: int = 0
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownName:
    """One normalised name of a concept; `kind` is one of `models.NAME_KINDS`."""

    concept: Known
    normalised: str
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a text means.

    `concepts` in the order they were written, `unmatched` the person's own words that no
    concept says, `how` "fuzzy" when at least one word had to be read as a misspelling.
    """

    concepts: list[Known] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    how: Literal["exact", "fuzzy"] = "exact"
