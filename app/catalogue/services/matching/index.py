"""All names in memory, keyed for exact look-ups; built once, then asked thousands of times.

Built from rows or from the data files: it only sees `KnownName`s. Holds about 100,000 names in
some 40 MB, so it is for importers and jobs; type-ahead has a smaller one (`queries`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.catalogue.services.matching.spelling import Spelling
from app.catalogue.services.matching.types import KINDS, Known, KnownName, Wanted
from app.catalogue.services.vocabulary.records import COMMON, NAME_ORDER
from app.catalogue.words import fold

_SHORTEST_JOINED = 6
_Best = tuple[int, int, Known]


@dataclass(slots=True)
class MatchIndex:
    """Names of one side, treatments or purposes."""

    names: dict[str, Known] = field(default_factory=dict)
    joined: dict[str, Known] = field(default_factory=dict)
    by_parts: dict[frozenset[str], Known] = field(default_factory=dict)
    whole_only: frozenset[str] = frozenset()
    spelling: Spelling = field(default_factory=Spelling)
    longest: int = 1

    @classmethod
    def of(
        cls,
        names: Iterable[KnownName],
        wanted: Wanted,
        whole_only: Iterable[str],
        spelling: Spelling,
    ) -> MatchIndex:
        """Index the names of one side. Of two concepts that share a name the better known wins.

        `whole_only` are normalised words that do not count inside a longer text.
        """
        best: dict[str, _Best] = {}
        others: set[str] = set()
        index = cls(whole_only=frozenset(map(fold, whole_only)), spelling=spelling)
        for name in names:
            if name.concept.kind not in KINDS[wanted]:
                if name.concept.weight > COMMON:
                    others.update(fold(name.normalised).split(" "))
                continue
            entry = (NAME_ORDER[name.kind], -name.concept.weight, name.concept)
            folded = fold(name.normalised)
            if folded not in best or entry[:2] < best[folded][:2]:
                best[folded] = entry
            if name.concept.parts:
                index.by_parts.setdefault(name.concept.parts, name.concept)
        for folded in sorted(best, key=lambda folded: best[folded][:2]):
            index._add(folded, best[folded])
        index.spelling.leave([word for word in others if not index.spelling.knows(word)])
        return index

    def _add(self, folded: str, entry: _Best) -> None:
        concept = entry[2]
        self.names[folded] = concept
        self.longest = max(self.longest, folded.count(" ") + 1)
        joined = folded.replace(" ", "")
        if len(joined) >= _SHORTEST_JOINED:
            self.joined.setdefault(joined, concept)
        if concept.weight >= COMMON:
            self.spelling.learn(folded.split(" "), concept.weight)

    def exact(self, folded: str) -> Known | None:
        """The concept these folded words are a name of, also when only the spaces differ."""
        found = self.names.get(folded)
        if found is None and len(folded) >= _SHORTEST_JOINED:
            found = self.joined.get(folded.replace(" ", ""))
        return found

    def inside(self, words: list[str]) -> Known | None:
        """The concept that part of a longer text names; vague and rare names do not count."""
        folded = " ".join(words)
        found = self.names.get(folded)
        if found is None or found.weight < COMMON or folded in self.whole_only:
            return None
        return found
