"""A text as a row of words, each with its sentence and its place, ready for rules to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from app.moderation.services.screening.folding import Folded, fold, unmask
from app.moderation.services.screening.pieces import Piece, cut

NUMBER, MONEY, PAUSE = "#", "#money", ","
_CURRENCIES = frozenset("$£€")
_ENDS = frozenset(".!?…")
_SHORT = frozenset(("dr", "mr", "mrs", "prof", "approx"))
_PAUSES = frozenset(",;:–—()[]*•-")
_NOT = {
    "do": "dont", "does": "doesnt", "did": "didnt", "should": "shouldnt", "would": "wouldnt",
    "could": "couldnt", "is": "isnt", "are": "arent", "was": "wasnt", "must": "mustnt",
    "will": "wont", "can": "cant", "have": "havent", "has": "hasnt", "need": "neednt",
}  # fmt: skip
"""English words that are one with a "not" behind them, so that rules need one form only."""
_LONGEST_QUOTE = 400
"""Pieces. A quotation mark that finds no partner within so many says nothing."""
_MOSTLY = 0.8
"""A text that is quoted from this share on speaks for itself: quotation marks are no shield."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word to read, or a pause. `start` and `end` are places in the text as written."""

    letters: str
    start: int
    end: int
    sentence: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Text:
    """What was read. `questions` are the numbers of sentences that end in a question mark."""

    written: str
    folded: Folded
    words: tuple[Word, ...]
    questions: frozenset[int]

    def shown(self, first: int, last: int) -> str:
        """The words from the first to the last, as they were written."""
        return self.written[self.words[first].start : self.words[last].end]


def read(text: str, spell: Callable[[str], str] = str) -> Text:
    """The text as words. `spell` says which word is meant by one that is written otherwise."""
    meant = cache(lambda piece: spell(unmask(piece)))
    folded = fold(text)
    pieces = cut(folded.letters)
    quoted = _quoted(pieces)
    words: list[Word] = []
    questions: set[int] = set()
    sentence = begun = 0
    for at, piece in enumerate(pieces):
        if _is_end(pieces, at):
            if piece.letters == "?":
                questions.add(sentence if len(words) > begun else sentence - 1)
            sentence, begun = sentence + (len(words) > begun), len(words)
        elif letters := _letters(pieces, at, meant):
            start, end = folded.places[piece.start], folded.places[piece.end - 1] + 1
            if letters == "not" and len(words) > begun and words[-1].letters in _NOT:
                before = words.pop()
                start, letters = before.start, _NOT[before.letters]
            words.append(Word(letters, start, end, sentence, quoted[at]))
    return Text(text, folded, tuple(words), frozenset(questions))


def _is_end(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a sentence ends here: not at a point inside of an address, and at a line break only
    where a new paragraph, a list or a quotation begins."""
    piece, after = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
    if piece.letters == "\n":
        return after is not None and after.letters in ("\n", ">", "-", "*", "•")
    if piece.letters == "." and at and pieces[at - 1].letters in _SHORT:
        return False
    if piece.letters == ".":
        return after is None or after.start > piece.end or after.letters in ('"', ")", "\n")
    return piece.letters in _ENDS


def _letters(pieces: Sequence[Piece], at: int, meant: Callable[[str], str]) -> str:
    """The word to read for a piece; nothing for a sign that means nothing. `meant` gives the word
    that is meant by a written one."""
    piece = pieces[at].letters
    if piece[0].isdigit() and piece.replace(".", "").replace(",", "").isdigit():
        near = (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
        return MONEY if any(one.letters in _CURRENCIES for one in near) else NUMBER
    if piece[0].isalnum():
        return meant(piece)
    if piece in _PAUSES:
        return "" if piece == "-" and _is_inside(pieces, at) else PAUSE
    return piece if piece == "%" else ""


def _is_inside(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a sign stands between two words without a blank: "over-the-counter"."""
    if not 0 < at < len(pieces) - 1:
        return False
    return pieces[at - 1].end == pieces[at].start and pieces[at].end == pieces[at + 1].start


def _quoted(pieces: Sequence[Piece]) -> list[bool]:
    """For each piece whether it stands between quotation marks, or on a line that begins with ">"."""
    quoted = [False] * len(pieces)
    opened, is_line = -1, False
    for at, piece in enumerate(pieces):
        begins = at == 0 or pieces[at - 1].letters == "\n"
        is_line = (is_line and not begins) or (begins and piece.letters == ">")
        quoted[at] = is_line
        if piece.letters != '"':
            continue
        if opened >= 0 and at - opened <= _LONGEST_QUOTE:
            quoted[opened : at + 1] = [True] * (at + 1 - opened)
            opened = -1
        else:
            opened = at
    return quoted if sum(quoted) < _MOSTLY * len(pieces) else [False] * len(pieces)
