"""How one text differs from another, word by word."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel

# Above this many comparisons words are too costly to compare; lines are compared instead.
MOST_COMPARISONS = 2_000_000
# Unchanged words shown on either side of a change.
CONTEXT = 90

_WORDS = re.compile(r"\s+|\S+")


class Piece(NamedTuple):
    """A run of text; `kind` is "same", "added" or "removed"."""

    kind: str
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """Removed and added words between unchanged ones; long unchanged runs are shortened."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) * len(after) > MOST_COMPARISONS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) * len(after) > MOST_COMPARISONS:
        return [Piece("removed", old), Piece("added", new)]
    found: list[Piece] = []
    # Work grows with the product of the lengths whatever the words are. Python's difflib takes
    # ten seconds for one word said again and again, and anybody may ask for this page.
    removed: list[str] = []
    added: list[str] = []
    for step in Indel.opcodes(before, after):
        old_words = before[step.src_start : step.src_end]
        if step.tag == "equal":
            found += [*_replaced(removed, added), Piece("same", "".join(old_words))]
            removed, added = [], []
        removed += old_words if step.tag == "delete" else []
        added += after[step.dest_start : step.dest_end] if step.tag == "insert" else []
    return [_shortened(piece) for piece in [*found, *_replaced(removed, added)]]


def _replaced(removed: list[str], added: list[str]) -> list[Piece]:
    both = (Piece("removed", "".join(removed)), Piece("added", "".join(added)))
    return [piece for piece in both if piece.text]


def _shortened(piece: Piece) -> Piece:
    if piece.kind != "same" or len(piece.text) <= 2 * CONTEXT + 20:
        return piece
    return Piece("same", f"{piece.text[:CONTEXT].rstrip()} … {piece.text[-CONTEXT:].lstrip()}")
