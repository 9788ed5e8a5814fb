"""Our own tables laid over the records: everyday words, lay names, products, ways, situations.

A row that names a concept which is not there stops the load, so that a slip in a table is seen
when it is made and not when somebody searches.
"""

from __future__ import annotations

from app.catalogue.services.vocabulary.files import Row, listed, own_rows
from app.catalogue.services.vocabulary.records import COMMON, ConceptRecord
from app.catalogue.words import fold, normalise, slug_of

SOURCE = "ours"
_EVERYDAY_WEIGHT = 4
_OWN_WEIGHT = 3
Records = dict[str, ConceptRecord]


class UnknownConcept(ValueError):
    """A table names a concept that no vocabulary holds."""


class Lookup:
    """Finds a record by kind and medical name, as the tables name them."""

    def __init__(self, records: Records) -> None:
        self._names: dict[tuple[str, str], ConceptRecord] = {}
        for record in sorted(records.values(), key=lambda record: -record.weight):
            for words in (record.medical_name, *record.names):
                self._names.setdefault((record.kind, _comparable(words)), record)
        for record in sorted(records.values(), key=lambda record: record.weight):
            self._names[record.kind, _comparable(record.medical_name)] = record

    def one(self, kind: str, words: str) -> ConceptRecord:
        """The record whose medical name, or else other name, this is.

        Raises:
            UnknownConcept: there is none of this kind.
        """
        record = self._names.get((kind, _comparable(words)))
        if record is None:
            raise UnknownConcept(f"{kind}: {words}")
        return record


def same_concepts() -> dict[str, str]:
    """HPO terms that are a MeSH descriptor under another name: key -> medical name."""
    return {row["hpo"].lower(): row["mesh name"] for row in own_rows("same_concepts")}


def lay_over(records: Records) -> None:
    """Change the records in place by every table of ours.

    Raises:
        UnknownConcept: a row names a concept that is not there.
    """
    for table, kind, sort in (
        ("substances", "treatment", "substance"),
        ("ways", "treatment", "way"),
        ("drug_classes", "treatment", "class"),
        ("situations", "situation", ""),
        ("conditions", "", ""),
    ):
        for row in own_rows(table):
            _add(records, row, kind or row["kind"], sort)
    _products(records)
    lookup = Lookup(records)
    for row in own_rows("drug_classes"):
        for words in listed(row["substances"]):
            lookup.one("treatment", words).parents.append(_key("class", row["name"]))
    for row in own_rows("brands"):
        _names(lookup.one("treatment", row["substance"]), listed(row["brands"]), "brand")
    for row in own_rows("everyday"):
        record = lookup.one(row["kind"], row["medical name"])
        _names(record, listed(row["words"]), "everyday")
        record.weight = max(record.weight, _EVERYDAY_WEIGHT)
    _ours_alone(records)
    for row in own_rows("lay_names"):
        _rename(lookup.one(row["kind"], row["medical name"]), row["name"])


def _comparable(words: str) -> str:
    return fold(normalise(words))


def _key(sort: str, name: str) -> str:
    return f"{SOURCE}:{sort}-{slug_of(name)}"


def _add(records: Records, row: Row, kind: str, sort: str) -> None:
    key = _key(sort or kind, row["name"])
    medical = row.get("medical name") or row["name"]
    record = ConceptRecord(
        key=key,
        kind=kind,
        sort=sort,
        name=row["name"],
        medical_name=medical,
        source=SOURCE,
        weight=_OWN_WEIGHT,
    )
    record.add_name(row["name"], "preferred")
    record.add_name(medical, "preferred")
    _names(record, listed(row["other names"]), "everyday")
    records[key] = record


def _products(records: Records) -> None:
    lookup = Lookup(records)
    for row in own_rows("combinations"):
        parts = [lookup.one("treatment", words).key for words in listed(row["substances"])]
        key = f"drug:{slug_of(row['name'])}"
        record = records.get(key) or next(
            (known for known in records.values() if known.parts and set(known.parts) == set(parts)),
            None,
        )
        if record is None:
            record = records[key] = ConceptRecord(
                key=key,
                kind="treatment",
                name=row["name"],
                medical_name=row["name"],
                source=SOURCE,
            )
        record.sort, record.parts = "combination", parts
        record.weight = max(record.weight, COMMON)
        record.add_name(row["name"], "preferred")
        _names(record, listed(row["brands"]), "brand")
        _names(record, listed(row["other names"]), "everyday")


def _names(record: ConceptRecord, words: list[str], kind: str) -> None:
    record.weight = max(record.weight, COMMON)
    for entry in words:
        record.add_name(entry, kind)
        record.ours.add(entry)


def _rename(record: ConceptRecord, name: str) -> None:
    record.name = name
    record.weight = max(record.weight, _EVERYDAY_WEIGHT)
    record.add_name(name, "lay")


def _ours_alone(records: Records) -> None:
    """Take the words that our tables give to one concept away from the others of its kind.

    The sources give "delestrogen" to two substances; where we decided, only that one counts.
    A concept never loses the name it goes by.
    """
    for by_treatment in (True, False):
        group = [r for r in records.values() if (r.kind == "treatment") == by_treatment]
        ours: dict[str, set[str]] = {}
        for record in group:
            for words in record.ours:
                ours.setdefault(_comparable(words), set()).add(record.key)
        for record in group:
            for words in list(record.names):
                owners = ours.get(_comparable(words))
                if owners and record.key not in owners and words != record.medical_name:
                    del record.names[words]
