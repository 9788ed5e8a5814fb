"""The data files as records: our compact files and our own tables, put together."""

from __future__ import annotations

from app.catalogue.services.vocabulary import own, sources
from app.catalogue.services.vocabulary.merging import merge_symptoms
from app.catalogue.services.vocabulary.records import COMMON, NAME_ORDER, ConceptRecord

__all__ = ["COMMON", "NAME_ORDER", "ConceptRecord", "catalogue_records"]


def catalogue_records() -> list[ConceptRecord]:
    """Every concept the files hold, sorted by key; links to concepts left out are dropped.

    Reads only files; takes about two seconds.

    Raises:
        own.UnknownConcept: one of our tables names a concept that is not there.
    """
    conditions = {record.key: record for record in sources.conditions()}
    records = merge_symptoms(conditions, sources.symptoms(), own.same_concepts())
    records |= {record.key: record for record in sources.treatments()}
    own.lay_over(records)
    for record in records.values():
        record.parents = [key for key in dict.fromkeys(record.parents) if key in records]
        record.parts = [key for key in dict.fromkeys(record.parts) if key in records]
    return [records[key] for key in sorted(records)]
