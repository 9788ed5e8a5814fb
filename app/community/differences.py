"""How a text changed, word by word, for the history page of a post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple, Protocol

# Above this many comparisons words are too costly to compare; lines are compared instead.
MOST_COMPARISONS = 2_000_000
# Unchanged words shown on either side of a change.
CONTEXT = 90

_WORDS = re.compile(r"\s+|\S+")


class Piece(NamedTuple):
    """A run of text; `kind` is "same", "added" or "removed"."""

    kind: str
    text: str


class Change(NamedTuple):
    """One edit: when, and what it did to title (empty when it stayed) and body."""

    at: datetime
    title: list[Piece]
    body: list[Piece]


class Text(Protocol):
    """A state of a post."""

    @property
    def title(self) -> str | None:
        """The topic's title, with a first post."""

    @property
    def body(self) -> str:
        """The words as they were typed."""


class Earlier(Text, Protocol):
    """A state that held until a moment."""

    @property
    def until(self) -> datetime:
        """When the next state replaced it."""


def changes(earlier: Sequence[Earlier], current: Text) -> list[Change]:
    """The edits that led to the current text, the newest first. `earlier`: oldest first."""
    states: list[Text] = [*earlier, current]
    made = [
        Change(old.until, _title_pieces(old.title, new.title), pieces(old.body, new.body))
        for old, new in zip(earlier, states[1:], strict=True)
    ]
    return made[::-1]


def pieces(old: str, new: str) -> list[Piece]:
    """Removed and added words between unchanged ones; long unchanged runs are shortened."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) * len(after) > MOST_COMPARISONS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) * len(after) > MOST_COMPARISONS:
        return [Piece("removed", old), Piece("added", new)]
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[a:b])))
            continue
        found += [Piece("removed", "".join(before[a:b]))] if b > a else []
        found += [Piece("added", "".join(after[c:d]))] if d > c else []
    return [_shortened(piece) for piece in found]


def _title_pieces(old: str | None, new: str | None) -> list[Piece]:
    if old is None or old == new:
        return []
    return pieces(old, new or "")


def _shortened(piece: Piece) -> Piece:
    if piece.kind != "same" or len(piece.text) <= 2 * CONTEXT + 20:
        return piece
    return Piece("same", f"{piece.text[:CONTEXT].rstrip()} … {piece.text[-CONTEXT:].lstrip()}")
