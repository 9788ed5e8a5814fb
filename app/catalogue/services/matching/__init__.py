"""Which concepts a person's own words mean.

    match("depression/anxiety", "purpose").concepts    # two conditions; one text on a page
    matcher = loaded_matcher()                         # thousands of texts: once per import
    matcher.match("prozac 20mg", "treatment")

Words that mean nothing known come back in `unmatched`; keep them as a proposal
(`services/proposing`), never as the nearest concept.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.catalogue.queries.naming import concepts_to_match, names_to_match
from app.catalogue.services.matching.index import MatchIndex
from app.catalogue.services.matching.reading import Reader
from app.catalogue.services.matching.single import match
from app.catalogue.services.matching.spelling import Spelling
from app.catalogue.services.matching.types import Known, KnownName, Match, Wanted
from app.catalogue.services.vocabulary.names import whole_only_words

__all__ = [
    "Known",
    "KnownName",
    "Match",
    "Matcher",
    "Wanted",
    "loaded_matcher",
    "match",
    "matcher_from",
]


class Matcher:
    """Built once over all names; `match` answers from memory."""

    def __init__(self, readers: dict[Wanted, Reader]) -> None:
        self._readers = readers

    def match(self, words: str, kind: Wanted) -> Match:
        """What the text means as a treatment, or as what a treatment was taken for."""
        return self._readers[kind].read(words)


def matcher_from(names: Iterable[KnownName]) -> Matcher:
    """Build a matcher; takes one to two seconds for the whole catalogue."""
    names = list(names)
    whole_only = whole_only_words()
    readers: dict[Wanted, Reader] = {}
    for wanted in ("treatment", "purpose"):
        index = MatchIndex.of(names, wanted, whole_only, Spelling(strict=wanted == "treatment"))
        readers[wanted] = Reader(index, wanted)
    return Matcher(readers)


def loaded_matcher() -> Matcher:
    """A matcher over what is in the tables: three queries, two to three seconds, about 60 MB.

    For importers and jobs that read many texts; let go of it when the list is read.
    """
    concepts = {
        row.id: Known(row.key, row.kind, row.name, row.weight, row.id, row.parts)
        for row in concepts_to_match().values()
    }
    return matcher_from(
        KnownName(concepts[concept_id], normalised, kind)
        for concept_id, normalised, kind in names_to_match()
        if concept_id in concepts
    )
