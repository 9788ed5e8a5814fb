"""A folded text cut into pieces: words, numbers and signs, with letters set apart put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PIECES = re.compile(r"\d+(?:[.,]\d+)+[^\W\d_]*|[^\W_]+(?:'[^\W_]+)*|[^\w\s]|[_\n]")
_NUMBER = re.compile(r"(\d[\d.,]*)([^\W\d_]*)")
_BETWEEN_LETTERS = frozenset(".-*_")
_LEAST_LETTERS = {True: 2, False: 4}
"""How many letters set apart make a word: by a sign ("d.m"), by blanks ("c u r e")."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters between two places of the folded text."""

    letters: str
    start: int
    end: int


def cut(letters: str) -> list[Piece]:
    """The pieces in their order. Blanks fall away; every line break is a piece."""
    return list(_joined(list(_split(letters))))


def _split(letters: str) -> Iterator[Piece]:
    """Pieces as they stand, where "40mg" is a number and a word, and "0rder" is a word."""
    for found in _PIECES.finditer(letters):
        start, end = found.span()
        number = _NUMBER.fullmatch(found.group())
        if number is None or (number.group(1) == "0" and number.group(2)):
            yield Piece(found.group(), start, end)
            continue
        middle = start + len(number.group(1))
        yield Piece(number.group(1), start, middle)
        if number.group(2):
            yield Piece(number.group(2), middle, end)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    at = 0
    while at < len(pieces):
        run, by_sign = _run(pieces, at)
        if len(run) < _LEAST_LETTERS[by_sign]:
            yield pieces[at]
            at += 1
            continue
        yield Piece("".join(pieces[n].letters for n in run), pieces[at].start, pieces[run[-1]].end)
        at = run[-1] + 1
        if by_sign and at < len(pieces) and pieces[at].letters == ".":
            at += 1


def _run(pieces: Sequence[Piece], first: int) -> tuple[list[int], bool]:
    """Which letters carry on from one that stands alone, and whether signs stand between them."""
    if not _is_letter(pieces, first):
        return [], False
    by_sign = _follows(pieces, first, 2)
    step, run = (2 if by_sign else 1), [first]
    while _follows(pieces, run[-1], step):
        run.append(run[-1] + step)
    return run, by_sign


def _follows(pieces: Sequence[Piece], at: int, step: int) -> bool:
    """Whether another single letter comes after one blank (step 1) or one sign (step 2)."""
    if not _is_letter(pieces, at + step):
        return False
    if step == 1:
        return pieces[at + 1].start == pieces[at].end + 1
    sign = pieces[at + 1]
    return sign.letters in _BETWEEN_LETTERS and pieces[at + 2].start == pieces[at].end + 1


def _is_letter(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and len(pieces[at].letters) == 1 and pieces[at].letters.isalpha()
