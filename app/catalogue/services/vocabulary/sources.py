"""Records of the three public vocabularies, each as its source tells it."""

from __future__ import annotations

from collections.abc import Iterator

from app.catalogue.services.vocabulary.files import listed, packed_rows
from app.catalogue.services.vocabulary.records import COMMON, ConceptRecord

# Branches of MeSH that hold nothing but signs and symptoms.
_SIGNS = ("C23.888", "C10.597")
# HPO top branches say "abnormality of"; they order the terms but nobody searches for them.
_RARE, _KNOWN = 0, 1


def conditions() -> Iterator[ConceptRecord]:
    """MeSH descriptors; parents are the descriptors one step up in any of their trees."""
    rows = list(packed_rows("conditions.tsv.gz"))
    by_tree = {tree: row["key"] for row in rows for tree in row["trees"].split(" ")}
    for row in rows:
        trees = row["trees"].split(" ")
        record = ConceptRecord(
            key=row["key"],
            kind="symptom" if all(tree.startswith(_SIGNS) for tree in trees) else "condition",
            name=row["name"],
            medical_name=row["name"],
            source="mesh",
            weight=COMMON,
            codes={"mesh_tree": row["trees"]},
        )
        above = (by_tree.get(tree.rpartition(".")[0]) for tree in trees)
        record.parents = list(dict.fromkeys(key for key in above if key and key != row["key"]))
        yield _named(record, synonym=row["synonyms"])


def symptoms() -> Iterator[ConceptRecord]:
    """HPO terms; those with words for lay people are better known than those without."""
    for row in packed_rows("symptoms.tsv.gz"):
        record = ConceptRecord(
            key=row["key"],
            kind="symptom",
            name=row["name"],
            medical_name=row["name"],
            source="hpo",
            definition=row["definition"] or None,
            weight=_KNOWN if row["lay"] else _RARE,
            codes={"hpo": row["key"].upper()},
            parents=row["parents"].split(),
        )
        yield _named(record, lay=row["lay"], synonym=row["synonyms"])


def treatments() -> Iterator[ConceptRecord]:
    """Substances and combination products."""
    for row in packed_rows("treatments.tsv.gz"):
        record = ConceptRecord(
            key=row["key"],
            kind="treatment",
            sort=row["sort"],
            name=row["name"],
            medical_name=row["name"],
            source="drugs",
            weight=int(row["weight"]),
            codes=dict(code.split("=", 1) for code in row["codes"].split(";") if code),
            parts=row["parts"].split(),
        )
        yield _named(record, brand=row["brands"], synonym=row["synonyms"])


def _named(record: ConceptRecord, **lists: str) -> ConceptRecord:
    record.add_name(record.name, "preferred")
    for kind, cell in lists.items():
        for words in listed(cell):
            record.add_name(words, kind)
    return record
