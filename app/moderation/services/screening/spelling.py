"""Which word is meant by one that is written otherwise: by a list, or one slip away from a word
that the rules know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

_SHORTEST = 6
"""A shorter word with a slip is too often another word."""
_LONGEST = 24


def speller(known: Collection[str], meant: Mapping[str, str]) -> Callable[[str], str]:
    """A function from a written word to the one that is meant.

    A slip is one letter too many, too few, wrong, or two changed about (the symmetric delete
    method, W. Garbe 2012: both words lose a letter and are compared). First letter and the last
    two stay, so that "doubled" is not taken for "double"; the work is bounded by the word's length.
    """
    by_less: dict[str, str] = {}
    for word in sorted(known):
        if len(word) >= _SHORTEST:
            for less in _with_one_less(word):
                by_less.setdefault(less, word)

    def spell(word: str) -> str:
        if word in meant or word in known or not _SHORTEST <= len(word) <= _LONGEST:
            return meant.get(word, word)
        for less in _with_one_less(word):
            near = by_less.get(less, "")
            if near and near[0] == word[0] and near[-2:] == word[-2:]:
                return near
        return word

    return spell


def _with_one_less(word: str) -> Iterator[str]:
    """The word itself, and with each of its letters left out."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
