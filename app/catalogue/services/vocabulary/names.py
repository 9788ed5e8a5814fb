"""The records as names for the matcher, so that tests need no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.catalogue.services.matching.types import Known, KnownName
from app.catalogue.services.vocabulary.files import own_rows
from app.catalogue.services.vocabulary.records import ConceptRecord
from app.catalogue.words import normalise


def names_of(records: Iterable[ConceptRecord]) -> Iterator[KnownName]:
    """Every name of every record, normalised."""
    for record in records:
        concept = Known(
            key=record.key,
            kind=record.kind,
            name=record.name,
            weight=record.weight,
            parts=frozenset(record.parts),
        )
        for words, kind in record.names.items():
            yield KnownName(concept, normalise(words), kind)


@lru_cache(maxsize=1)
def whole_only_words() -> frozenset[str]:
    """Normalised words that name a concept only when nothing else is written."""
    return frozenset(normalise(row["words"]) for row in own_rows("whole_only"))
