"""Finding a word by any of its names, with typing errors where nothing is found without."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from app.catalogue.services.glossary.reading import Term, glossary
from app.catalogue.words import fold, normalise

SHORTEST = 2
# Typing errors allowed by length of a word; shorter words would match anything. Looser than for
# medicines (`matching/spelling`): a wrong word here leads to an explanation and to no record.
_ERRORS = ((8, 2), (5, 1))
_NEVER = 99


@dataclass(frozen=True)
class Found:
    """A term, and the name of it by which it was found."""

    term: Term
    matched: str


def find(words: str, most: int = 20) -> list[Found]:
    """At most `most` terms for what somebody typed, the likeliest first; none for one letter."""
    asked = fold(normalise(words))
    if len(asked) < SHORTEST:
        return []
    ranked = sorted(_spelled(asked) or _nearly(asked))
    best: dict[str, Found] = {}
    for _rank, _length, word, name in ranked:
        term = glossary().by_slug[word]
        best.setdefault(word, Found(term, name))
    return list(best.values())[:most]


# Rank, length of the name, slug, name.
_Hit = tuple[int, int, str, str]


@cache
def _names() -> list[tuple[str, str, str]]:
    """Folded name, slug, and the name as it is written, for every name of every term."""
    every = ((term.slug, name) for term in glossary().terms for name in term.names)
    return [(fold(normalise(name)), slug, name) for slug, name in every]


def _spelled(asked: str) -> list[_Hit]:
    """Whole names first, then beginnings of names, then beginnings of later words."""
    hits = []
    for folded, slug, name in _names():
        if folded == asked:
            hits.append((0, len(folded), slug, name))
        elif folded.startswith(asked):
            hits.append((1, len(folded), slug, name))
        elif f" {asked}" in folded:
            hits.append((2, len(folded), slug, name))
    return hits


def _nearly(asked: str) -> list[_Hit]:
    """The names that differ by the fewest typing errors."""
    hits = []
    for folded, slug, name in _names():
        errors = min(_whole_errors(asked, folded), _errors_by_word(asked, folded))
        if errors < _NEVER:
            hits.append((errors, len(folded), slug, name))
    fewest = min(hits, default=(0,))[0]
    return [hit for hit in hits if hit[0] == fewest]


def _whole_errors(asked: str, name: str) -> int:
    """Errors between both without spaces: "bio similar" is "biosimilar"."""
    return _errors(asked.replace(" ", ""), name.replace(" ", ""))


def _errors_by_word(asked: str, name: str) -> int:
    """Errors when every word typed is a word of the name, in any order."""
    return min(_NEVER, sum(_nearest(word, name.split()) for word in asked.split()))


def _nearest(word: str, others: list[str]) -> int:
    return min(_errors(word, other) for other in others)


def _errors(word: str, other: str) -> int:
    """How many letters differ, or `_NEVER` when more than this length allows."""
    allowed = next((count for length, count in _ERRORS if len(word) >= length), 0)
    errors: int = OSA.distance(word, other, score_cutoff=allowed)
    return errors if errors <= allowed else _NEVER
