"""How pages name kinds, codes and sources. Words only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.catalogue.kinds import CONCEPT_KINDS, PURPOSE_KINDS, TREATMENT_KINDS

# Kind of concept: the part of its address, its name, and its plural.
PLACES = {
    "condition": "conditions",
    "symptom": "symptoms",
    "treatment": "treatments",
    "situation": "situations",
}
KINDS = {place: kind for kind, place in PLACES.items()}
KIND_NAMES = {
    "condition": _l("Condition"),
    "symptom": _l("Symptom"),
    "treatment": _l("Treatment"),
    "situation": _l("Life situation"),
}
# What a search may be about; "purpose" is what somebody takes something for.
ASKED = {
    "": CONCEPT_KINDS,
    "purpose": PURPOSE_KINDS,
    "treatment": TREATMENT_KINDS,
    **{kind: (kind,) for kind in PURPOSE_KINDS},
}
CHOICES = (
    ("", _l("Everything")),
    ("purpose", _l("Conditions and symptoms")),
    ("treatment", _l("Treatments")),
)
CODE_NAMES = {
    "mesh_tree": _l("MeSH tree numbers"),
    "hpo": _l("Human Phenotype Ontology"),
    "drugbank": _l("DrugBank"),
    "medlineplus": _l("MedlinePlus"),
}
NAME_KINDS = {
    "everyday": _l("Everyday words that lead here"),
    "lay": _l("In plain words"),
    "brand": _l("Brand names"),
    "preferred": _l("Medical names"),
    "synonym": _l("Also called"),
}
SORTS = {
    "combination": _l("One medicine with several substances"),
    "class": _l("A kind of medicine"),
    "way": _l("A treatment without medicine"),
}
SOURCES = {
    "mesh": _l(
        "Names: Medical Subject Headings, U.S. National Library of Medicine. "
        "Free to use. The library does not endorse this site."
    ),
    "hpo": _l(
        "Names and description: Human Phenotype Ontology, human-phenotype-ontology.org, "
        "shown unchanged. Gargano and others, Nucleic Acids Research 2024, 52: D1333–D1346."
    ),
    "drugs": _l(
        "Names: MedlinePlus and Medical Subject Headings (U.S. National Library of Medicine), "
        "NHS medicines A to Z (Open Government Licence v3.0) and DrugBank open data (CC0)."
    ),
    "ours": _l("Names: put together by this site."),
}
