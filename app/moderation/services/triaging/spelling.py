"""Typed words into the words of a lexicon: marks, digits for letters, spaced letters, slips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.moderation.services.triaging.splitting import Piece, without_marks

_DIGITS = str.maketrans("0134578@$", "oieastbas")
_LONGEST_SLIP = 24
_SHORTEST_SLIP = 4
_LEAST_LETTERS = 3
_JOINERS = str.maketrans("", "", ".-_*'")
_THRICE = re.compile(r"(.)\1{2,}", re.DOTALL)
_TWICE = re.compile(r"(.)\1+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spelt:
    """The words of a text as patterns see them, and for each the piece of the text that it comes from.
    Two plain lists: an object for each word would make the interpreter tidy up in between."""

    words: list[str] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)

    def add(self, words: Iterable[str], piece: int) -> None:
        """Words that all come from one piece."""
        for word in words:
            self.words.append(word)
            self.pieces.append(piece)


@dataclass(frozen=True)
class Speller:
    """How one lexicon brings typed words to its own. `aliases`: typed word -> one or more words.
    `slips`: words that are also known with one letter wrong; `exact`: words that are none of them.
    `signs`: emoji and what they are called."""

    vocabulary: frozenset[str]
    aliases: Mapping[str, tuple[str, ...]]
    slips: frozenset[str]
    exact: frozenset[str]
    folds: tuple[tuple[str, str], ...]
    signs: Mapping[str, str]

    @cached_property
    def _one_off(self) -> Mapping[str, str]:
        """Each slip word with one letter left out -> that word (Garbe's symmetric deletion)."""
        return {cut: word for word in sorted(self.slips) for cut in _cuts(word)}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.vocabulary), default=0)

    def fold(self, typed: str) -> str:
        """Lower case, no accents, one way to write an umlaut."""
        word = without_marks(typed)
        for one, other in self.folds:
            word = word.replace(one, other)
        return word

    def spell(self, pieces: Sequence[Piece]) -> Spelt:
        """The words of a text. Signs without a name are left out. What is typed again is spelt as
        before: it is looked up once."""
        spelt = Spelt()
        known: dict[str, tuple[str, ...]] = {}
        at = 0
        while at < len(pieces):
            end = _letters_until(pieces, at)
            is_joined = end - at >= _LEAST_LETTERS and self._join(spelt, pieces, at, end)
            # A run is looked at once, also when it makes no words: else a text of single letters
            # would take time that grows with the square.
            end = max(end, at + 1)
            for number in range(at, at if is_joined else end):
                typed = pieces[number].typed
                if typed not in known:
                    known[typed] = self._known(typed)
                spelt.add(known[typed], number)
            at = end
        return spelt

    def _known(self, typed: str) -> tuple[str, ...]:
        if not typed[0].isalnum():
            name = self.signs.get(typed)
            return (name,) if name else ()
        with_mark = self.fold(typed)
        word = with_mark.translate(_JOINERS)
        for spelling in (with_mark, word):
            if spelling in self.aliases:
                return self.aliases[spelling]
        if word in self.vocabulary or word in self.exact:
            return (word,)
        return self._guessed(word)

    def _guessed(self, word: str) -> tuple[str, ...]:
        """The first known word among: digits as letters, fewer repeats, one letter wrong."""
        if len(word) > _LONGEST_SLIP:
            return (word,)
        plain = word.translate(_DIGITS) if not word.isdecimal() else word
        for guess in (plain, _THRICE.sub(r"\1\1", plain), _TWICE.sub(r"\1", plain)):
            if guess in self.aliases:
                return self.aliases[guess]
            if guess in self.vocabulary:
                return (guess,)
        return (self._one_letter_wrong(plain) or word,)

    def _one_letter_wrong(self, word: str) -> str | None:
        if len(word) < _SHORTEST_SLIP:
            return None
        found = (self._one_off.get(cut) for cut in _cuts(word))
        near = (guess for guess in found if guess and guess[0] == word[0])
        return next((guess for guess in near if abs(len(guess) - len(word)) <= 1), None)

    def _join(self, spelt: Spelt, pieces: Sequence[Piece], start: int, end: int) -> bool:
        """Put single letters together; False when they make no words of the lexicon."""
        letters = [self.fold(piece.typed)[:1] for piece in pieces[start:end]]
        cuts = _segments("".join(letters), self.vocabulary, self._longest)
        if max((b - a for a, b in cuts), default=0) < _LEAST_LETTERS:
            return False
        for a, b in cuts:
            spelt.add(("".join(letters[a:b]),), start + a)
        return True


def _letters_until(pieces: Sequence[Piece], start: int) -> int:
    """Where a run of single letters that begins at `start` ends."""
    end = start
    while end < len(pieces) and len(pieces[end].typed) == 1 and pieces[end].typed.isalpha():
        end += 1
    return end


def _segments(text: str, vocabulary: frozenset[str], longest: int) -> list[tuple[int, int]]:
    """The text cut into known words, the longest first; nothing when letters are left over."""
    best: list[int | None] = [0] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - longest), end):
            if best[start] is not None and text[start:end] in vocabulary:
                best[end] = start
                break
    cuts, end = [], len(text)
    while end and (start_of := best[end]) is not None:
        cuts.append((start_of, end))
        end = start_of
    return cuts[::-1] if not end else []


def _cuts(word: str) -> set[str]:
    """The word, and the word with each letter left out."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
