"""One spelling for reading: what a text says, whatever disguise its letters wear.

Every letter keeps the place it had in the text, so that a moderator is shown the words as they
were written. The work grows with the length of the text and with nothing else.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters of other scripts that look like a Latin one; used where a word mixes both.
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕһԁԛԝгѵ", "abekmhopctyxijshdqwrv", strict=True)),
        **dict(zip("αβγεηικνορτυχω", "abyeniknoptuxw", strict=True)),
        **dict(zip("ıłøđħŧƒ", "iiodhtf", strict=True)),
    }
)
# Digits and signs that stand for a letter inside a word: "bl3ach".
_DIGITS = str.maketrans("01345", "oieas")
_SPARE = 200
"""Letters. By these and half its length a text may grow when one sign stands for several letters: U+FDFA
stands for eighteen. Of further ones only the first letter is read."""
_QUOTES = str.maketrans("’‘`´“”„«»", '\'\'\'\'"""""')


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters to read, and for each of them its place in the text as written."""

    letters: str
    places: range | list[int]


def fold(text: str) -> Folded:
    """Lower case, compatibility forms and accents folded (NFKC), invisible signs taken out."""
    if text.isascii():
        return Folded(text.lower(), range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    spare = _SPARE + len(text) // 2
    for place, letter in enumerate(text):
        plain = _plain(letter)
        if len(plain) > 1:
            spare -= len(plain)
            plain = plain if spare > 0 else plain[:1]
        letters += plain
        places += [place] * len(plain)
    return Folded("".join(letters), places)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """What is left of one letter: nothing of an accent or of a sign without width."""
    folded = unicodedata.normalize("NFKC", letter).casefold().translate(_QUOTES)
    marked = unicodedata.normalize("NFD", folded)
    return "".join(c for c in marked if not _is_unseen(c))


def _is_unseen(letter: str) -> bool:
    return "\u0300" <= letter <= "\u036f" or unicodedata.category(letter) == "Cf"


def unmask(word: str) -> str:
    """One folded word with look-alike letters and digits between letters made Latin, without
    apostrophes, and with a letter repeated three times or more said once: "cuuures" -> "cures"."""
    if not word.isascii() and any(c.isascii() and c.isalpha() for c in word):
        word = word.translate(_LOOK_ALIKES)
    if not word.isalpha():
        word = word.replace("'", "")
        word = "".join(_between(word, at) for at in range(len(word)))
    return _once(word)


def latin(word: str) -> str:
    """A word with all its look-alike letters made Latin."""
    return word.translate(_LOOK_ALIKES)


def _between(word: str, at: int) -> str:
    """A single digit that has a letter on both sides, or a nought before one, as a letter."""
    before = word[at - 1 : at].isalpha() or (at == 0 and word[0] == "0")
    return word[at].translate(_DIGITS) if before and word[at + 1 : at + 2].isalpha() else word[at]


def _once(word: str) -> str:
    kept: list[str] = []
    for at, letter in enumerate(word):
        if not (letter.isalpha() and at >= 2 and word[at - 2] == word[at - 1] == letter):
            kept.append(letter)
        elif kept[-2:] == [letter, letter]:
            kept.pop()
    return "".join(kept)
