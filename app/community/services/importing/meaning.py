"""Which concepts an entry is about. Words that nothing says become proposals when written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from app.catalogue.services.matching import Known, Matcher
from app.community.services.importing.checking import Entry

_MOST_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """An entry with what its words mean. No `treatment` or `purposes`: only own words are kept.

    `unmatched` are the parts of the purpose that nothing says, as written.
    """

    entry: Entry
    treatment: Known | None
    purposes: tuple[Known, ...]
    unmatched: tuple[str, ...]

    @property
    def is_matched(self) -> bool:
        """Whether every word found its concept, so that nothing has to be proposed."""
        return self.treatment is not None and bool(self.purposes) and not self.unmatched


def understand(entries: list[Entry], matcher: Matcher, step: Callable[[int], None]) -> list[Meant]:
    """What each entry means, in their order; `step` is told of each one."""
    meant = []
    for entry in entries:
        meant.append(_understand(entry, matcher))
        step(1)
    return meant


def _understand(entry: Entry, matcher: Matcher) -> Meant:
    treatment = matcher.match(entry.treatment, "treatment").concepts
    purpose = matcher.match(entry.purpose, "purpose")
    unmatched = tuple(part[:_MOST_WORDS] for part in purpose.unmatched)
    if not purpose.concepts:
        unmatched = (entry.purpose,)
    return Meant(
        entry=entry,
        # Several medicines in one name: which one is judged cannot be known.
        treatment=treatment[0] if len(treatment) == 1 else None,
        purposes=tuple(purpose.concepts),
        unmatched=unmatched,
    )


def often_meant(meant: list[Meant], at_least: int) -> list[Known]:
    """What at least so many entries take something for, the most frequent first."""
    counted = Counter(concept for one in meant for concept in one.purposes)
    return [concept for concept, count in counted.most_common() if count >= at_least]
