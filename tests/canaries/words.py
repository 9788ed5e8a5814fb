"""Random-looking words, one for each thing that is seeded. Finding one says exactly what leaked.

A word is made of its name alone, so that every process and every engine uses the same one, and
holds no vowel, so that no page says it by chance.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

# What every word begins with: one search for it would find any of them.
BEGINNING = "Zqk"
_LETTERS = "bcdfghjklmnprstvwxz"


@cache
def word(name: str) -> str:
    """The word of one seeded thing: `word("reply@group")`. Small letters: some columns fold."""
    drawn = sha256(name.encode()).digest()[:11]
    return BEGINNING + "".join(_LETTERS[byte % len(_LETTERS)] for byte in drawn)


class Writing:
    """Hands out words and remembers which: what seeding wrote can be held against the table."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """The word of that name."""
        self.words[name] = word(name)
        return self.words[name]
