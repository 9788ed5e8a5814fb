"""One text, asked of the tables: what a page needs, without holding every name in memory.

Reads the text twice. First against an index that knows nothing and only writes down what it is
asked for; those spellings are fetched in one query, and the second reading decides.
"""

from __future__ import annotations

from flask import current_app

from app.catalogue.queries.naming import (
    NamedConcept,
    names_spelled,
    products_of,
    well_known_names,
)
from app.catalogue.services.loading import newest_load
from app.catalogue.services.matching.index import MatchIndex
from app.catalogue.services.matching.reading import Reader
from app.catalogue.services.matching.spelling import Spelling
from app.catalogue.services.matching.types import KINDS, Known, KnownName, Match, Wanted
from app.catalogue.services.vocabulary.names import whole_only_words
from app.catalogue.services.vocabulary.records import COMMON

_MOST_WORDS = 8


class _Asking(MatchIndex):
    """Knows no name and remembers every spelling it was asked for."""

    def __init__(self, spelling: Spelling) -> None:
        super().__init__(spelling=spelling, longest=_MOST_WORDS)
        self.asked: set[str] = set()

    def exact(self, folded: str) -> Known | None:
        self.asked.add(folded)
        return None

    def inside(self, words: list[str]) -> Known | None:
        self.asked.add(" ".join(words))
        return None


def match(words: str, kind: Wanted) -> Match:
    """What one text means as a treatment, or as what a treatment was taken for.

    Two or three queries; the first call after a load reads the known words as well. Answers as
    `Matcher.match` does, but for words run together ("birthcontrol").
    """
    spelling = _spelling(kind)
    asking = _Asking(spelling)
    Reader(asking, kind).read(words)
    rows = names_spelled(_also_joined(asking.asked), KINDS[kind])
    names = [KnownName(_known(row), normalised, sort) for row, normalised, sort in rows]
    if kind == "treatment":
        products = products_of({name.concept.id for name in names})
        names += [KnownName(_known(row), row.key, "synonym") for row in products]
    index = MatchIndex.of(names, kind, whole_only_words(), spelling)
    return Reader(index, kind).read(words)


def _also_joined(spellings: set[str]) -> set[str]:
    """The spellings, and each with two neighbouring words written as one."""
    joined = set(spellings)
    for spelling in spellings:
        words = spelling.split(" ")
        for place in range(1, len(words)):
            joined.add(" ".join(words[:place]) + " ".join(words[place:]))
    return joined


def _known(row: NamedConcept) -> Known:
    return Known(row.key, row.kind, row.name, row.weight, row.id, row.parts)


def _spelling(kind: Wanted) -> Spelling:
    """The well-known words of one side; the app keeps them until the next load."""
    newest = newest_load()
    version = newest.id if newest else 0
    held = current_app.extensions.setdefault("catalogue_spelling", {})
    if held.get(kind, (None,))[0] != version:
        spelling = Spelling(strict=kind == "treatment")
        for folded, weight in well_known_names(KINDS[kind], COMMON):
            spelling.learn(folded.split(" "), weight)
        others = set().union(*KINDS.values()) - KINDS[kind]
        for folded, _ in well_known_names(others, COMMON + 1):
            spelling.leave([word for word in folded.split(" ") if not spelling.knows(word)])
        held[kind] = (version, spelling)
    kept: Spelling = held[kind][1]
    return kept
