"""Text into words with their sentence, their clause and their quotation marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Letters with dots or dashes between them are one word. A word keeps what people put in place of a
# letter; every other sign stands alone.
_PIECE = re.compile(r"(?:[^\W\d_][.*-]){2,}[^\W\d_](?!\w)|[^\W_](?:[\w@$*'’]*[^\W_])?|\S")
_ENDS = frozenset(".!?;…")
_PAUSES = frozenset(",:–—()")
_OPENS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "‚": "‘’"}
_MOST_IN_A_ROW = 4
_MOST_SIGNS = 24
"""Emoji and the like in a row: more of them say no more."""
_MARKS = frozenset("".join((*_OPENS, *_OPENS.values())))
_LONGEST_QUOTE = 60
"""Words. A mark that is not closed by then was no quotation."""


@dataclass(slots=True)
class Piece:
    """One word or sign as typed, and where. `block`: in a line that quotes another post."""

    typed: str
    sentence: int
    clause: int
    block: bool
    quoted: bool = False


def without_marks(text: str) -> str:
    """Lower case, no accents: what two spellings of one word have in common."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def split(text: str) -> list[Piece]:
    """All words and signs in order, in time that grows with the text."""
    pieces: list[Piece] = []
    for line_number, (line, block) in enumerate(_lines(text)):
        _add_line(pieces, line, block, fresh=line_number > 0)
    _mark_quotes(pieces)
    return pieces


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it quotes another post (begins with ">")."""
    for line in text.splitlines():
        yield line, line.lstrip().startswith(">")


def _add_line(pieces: list[Piece], line: str, block: bool, *, fresh: bool) -> None:
    sentence = pieces[-1].sentence + fresh if pieces else 0
    clause = pieces[-1].clause + fresh if pieces else 0
    signs = 0
    for found in _PIECE.finditer(line):
        typed = found.group()
        signs = signs + 1 if _is_sign(typed) else 0
        if signs <= _MOST_SIGNS and not _is_drawn_out(pieces, typed):
            pieces.append(Piece(typed, sentence, clause, block))
        if typed in _ENDS:
            sentence, clause = sentence + 1, clause + 1
        elif typed in _PAUSES:
            clause += 1


def _is_sign(typed: str) -> bool:
    """Whether it is no word, and neither ends nor parts anything."""
    return len(typed) == 1 and not (
        typed.isalnum() or typed in _ENDS or typed in _PAUSES or typed in _MARKS
    )


def _is_drawn_out(pieces: list[Piece], typed: str) -> bool:
    """Whether the same stands here for the fifth time in a row: it says no more than four times."""
    if not pieces or pieces[-1].typed != typed:
        return False
    last = pieces[-_MOST_IN_A_ROW:]
    return len(last) == _MOST_IN_A_ROW and all(piece.typed == typed for piece in last)


def _mark_quotes(pieces: list[Piece]) -> None:
    """Words between two marks that belong together, when they are not too far apart."""
    closing, begun = "", 0
    for at, piece in enumerate(pieces):
        if closing and (piece.typed in closing or at - begun > _LONGEST_QUOTE):
            if piece.typed in closing:
                for inside in pieces[begun:at]:
                    inside.quoted = True
            closing = ""
        elif not closing and piece.typed in _OPENS:
            closing, begun = _OPENS[piece.typed], at + 1
