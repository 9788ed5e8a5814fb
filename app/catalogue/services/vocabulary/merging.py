"""Two vocabularies often hold one meaning: which records become one concept.

A symptom of HPO and a descriptor of MeSH are one concept when each calls itself by the same
name, or when each lists the other's name. Similar words are never enough.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.catalogue.services.vocabulary.records import ConceptRecord
from app.catalogue.words import fold, normalise


def merge_symptoms(
    conditions: dict[str, ConceptRecord],
    symptoms: Iterable[ConceptRecord],
    same: dict[str, str],
) -> dict[str, ConceptRecord]:
    """All records by key, with each HPO term that MeSH has too folded into the MeSH record.

    The term keeps its code, names and definition there; links to it are led to the record.
    `same` names further pairs: key of the term -> medical name of the MeSH record.
    """
    by_name = _by_name(conditions.values())
    merged: dict[str, str] = {}
    records = dict(conditions)
    for symptom in symptoms:
        wanted = same.get(symptom.key)
        twin = by_name[_comparable(wanted)] if wanted else _twin(symptom, by_name)
        if twin is None:
            records[symptom.key] = symptom
            continue
        merged[symptom.key] = twin.key
        codes = (twin.codes.get("hpo"), symptom.codes["hpo"])
        twin.codes["hpo"] = " ".join(code for code in codes if code)
        twin.definition = twin.definition or symptom.definition
        for words, kind in symptom.names.items():
            twin.add_name(words, "synonym" if kind == "preferred" else kind)
    for record in records.values():
        led = (merged.get(key, key) for key in record.parents)
        record.parents = [key for key in dict.fromkeys(led) if key != record.key]
    return records


def _comparable(words: str) -> str:
    return fold(normalise(words))


def _by_name(records: Iterable[ConceptRecord]) -> dict[str, ConceptRecord]:
    found: dict[str, ConceptRecord] = {}
    for record in records:
        for words in record.names:
            found.setdefault(_comparable(words), record)
    for record in records:
        found[_comparable(record.medical_name)] = record
    return found


def _twin(symptom: ConceptRecord, by_name: dict[str, ConceptRecord]) -> ConceptRecord | None:
    own = _comparable(symptom.medical_name)
    twin = by_name.get(own)
    if twin is None:
        return None
    theirs = _comparable(twin.medical_name)
    if theirs == own or theirs in {_comparable(words) for words in symptom.names}:
        return twin
    return None
