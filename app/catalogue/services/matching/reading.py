"""Reads one text against an index: exact first, then without what surrounds it, then misspelled.

Never forces: words that lead nowhere come back as the person wrote them.
"""

from __future__ import annotations

from collections.abc import Callable

from app.catalogue.services.matching import phrases
from app.catalogue.services.matching.index import MatchIndex
from app.catalogue.services.matching.types import Known, Match, Wanted
from app.catalogue.words import fold, normalise

# "Low cholesterol" is not "cholesterol"; names that begin with "low" are found as a whole.
_NOT = frozenset({"no", "not", "non", "without", "except", "never", "low"})
_LONGEST_TEXT = 300
# Longer parts are sentences: their unusual words are words of their own, not misspelled ones.
_MOST_CORRECTED = 8
_Found = tuple[list[Known], bool]


class Reader:
    """Reads texts of one side and remembers what it read: real lists repeat themselves."""

    def __init__(self, index: MatchIndex, wanted: Wanted) -> None:
        self._index = index
        self._is_treatment = wanted == "treatment"
        self._read: dict[str, Match] = {}

    def read(self, words: str) -> Match:
        """What this text means; see `Match`."""
        match = self._read.get(words)
        if match is None:
            match = self._read[words] = self._fresh(words[:_LONGEST_TEXT])
        return match

    def _fresh(self, words: str) -> Match:
        words = phrases.without_dose(words)
        folded = fold(normalise(words))
        if not folded or folded in phrases.NOTHING_SAID:
            return Match()
        whole = self._by_name(folded.split(" "))
        if whole:
            return Match([whole])
        found: dict[str, Known] = {}
        unmatched, how = [], "exact"
        for part, (concepts, is_misspelled) in self._parts(phrases.apart(words)):
            found |= {concept.key: concept for concept in concepts}
            if is_misspelled:
                how = "fuzzy"
            if not concepts and fold(normalise(part)) not in phrases.NOTHING_SAID:
                unmatched.append(part)
        return Match(self._joined(list(found.values())), unmatched, how)  # type: ignore[arg-type]

    def _parts(self, parts: list[str]) -> list[tuple[str, _Found]]:
        """Each part with its concepts; "neck" in "neck and back pain" is read as "neck pain"."""
        read: list[tuple[str, _Found]] = []
        head = ""
        for part in reversed(parts):
            if len(parts) > 1 and phrases.says_only_how_bad(fold(normalise(part)).split(" ")):
                continue
            found = self._part(part)
            if not found[0] and head and not self._is_treatment:
                found = self._part(f"{part} {head}")
            last = fold(normalise(part)).split(" ")[-1]
            head = last if last in phrases.SHARED_HEADS else head if found[0] else ""
            read.insert(0, (part, found))
        return read

    def _joined(self, concepts: list[Known]) -> list[Known]:
        """Two substances that make up one product are that product."""
        product = self._index.by_parts.get(frozenset(concept.key for concept in concepts))
        return [product] if product and len(concepts) > 1 else concepts

    def _part(self, part: str) -> _Found:
        """Concepts of one part, and whether a word had to be read as a misspelling."""
        reasons = [] if self._is_treatment else phrases.before_the_reason(part)
        for looks, words in ((("one",), part), *((("one", "several"), each) for each in reasons)):
            found = self._look(fold(normalise(words)).split(" "), looks)
            if found[0]:
                return found
        return self._look(fold(normalise(part)).split(" "), ("several",))

    def _look(self, tokens: list[str], looks: tuple[str, ...]) -> _Found:
        """The words as one name, else names inside them; as written before misspelled."""
        if tokens == [""]:
            return [], False
        corrected = self._corrected(tokens) if len(tokens) <= _MOST_CORRECTED else tokens
        if "one" in looks:
            for spelled in (tokens, corrected):
                concept = self._by_name(spelled)
                if concept:
                    return [concept], spelled != tokens
        return (self._several(corrected) if "several" in looks else []), corrected != tokens

    def _by_name(self, tokens: list[str]) -> Known | None:
        """The concept that the words as a whole name, with less and less around them."""
        steps: tuple[Callable[[list[str]], list[str]], ...]
        if self._is_treatment:
            steps = (list, phrases.without_form, phrases.bare)
        else:
            steps = (list, phrases.bare, phrases.unqualified, phrases.bare)
        for step in steps:
            tokens = step(tokens)
            concept = self._index.exact(" ".join(tokens))
            if concept:
                return concept
        return None

    def _several(self, tokens: list[str]) -> list[Known]:
        """Concepts named inside the words, longest names first, in the order written."""
        taken: dict[int, Known] = {}
        free = [True] * len(tokens)
        for size in range(min(self._index.longest, len(tokens)), 0, -1):
            for start in range(len(tokens) - size + 1):
                if not all(free[start : start + size]) or _is_denied(tokens, start):
                    continue
                concept = self._index.inside(tokens[start : start + size])
                if concept:
                    taken[start] = concept
                    free[start : start + size] = [False] * size
        return [taken[start] for start in sorted(taken)]

    def _corrected(self, tokens: list[str]) -> list[str]:
        """The words with unknown ones read as the known word they most likely are."""
        return [self._index.spelling.meant(token) or token for token in tokens]


def _is_denied(tokens: list[str], start: int) -> bool:
    """Whether "no", "not", "low" or "family history of" stands before the word."""
    before = tokens[max(0, start - 3) : start]
    return bool(before) and (before[-1] in _NOT or before == ["family", "history", "of"])
