"""Phrases of the rule file, and where they stand in a text.

A phrase is written in words: `stop|quit taking? #` means "stop" or "quit", perhaps "taking", and a
number. That is all there is: every phrase is a short list of fixed words, so that looking for all
of them at once takes work in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from app.moderation.services.screening.folding import fold, unmask
from app.moderation.services.screening.reading import MONEY, NUMBER, Word

LONGEST = 8
"""Words of a phrase."""
MOST_FORMS = 2000
"""So many fixed phrases one line may stand for."""
_SIGNS = (NUMBER, MONEY, "%")
_NAMES = ""
"""The key in the tree under which stand the lists that a phrase belongs to."""

Span = tuple[int, int]
"""The numbers of the first and the last word."""
Tree = dict[str, Any]


def forms(phrase: str) -> list[tuple[str, ...]]:
    """All fixed phrases that one line stands for.

    Raises:
        ValueError: it is empty, too long, or stands for too many.
    """
    choices = [_choices(word) for word in phrase.split()]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST_FORMS:
        raise ValueError(f"“{phrase}” stands for {count} phrases, at most {MOST_FORMS} may be")
    made = [tuple(word for word in words if word) for words in product(*choices)]
    if not made or not all(made):
        raise ValueError(f"“{phrase}” may be empty")
    if max(map(len, made)) > LONGEST:
        raise ValueError(f"“{phrase}” is longer than {LONGEST} words")
    return made


def _choices(word: str) -> list[str]:
    optional = word.endswith("?")
    written = word.rstrip("?").split("|")
    if not all(written):
        raise ValueError(f"“{word}” has an empty choice")
    plain = [one if one in _SIGNS else unmask(fold(one).letters) for one in written]
    return [*plain, ""] if optional else plain


def tree(lists: Mapping[str, Iterable[tuple[str, ...]]]) -> Tree:
    """All phrases of all lists, word by word, with the names of their lists at the end."""
    root: Tree = {}
    for name, phrases in lists.items():
        for phrase in phrases:
            node = root
            for word in phrase:
                node = node.setdefault(word, {})
            node.setdefault(_NAMES, []).append(name)
    return root


def find(words: Sequence[Word], root: Tree) -> dict[str, list[Span]]:
    """Where the phrases of each list stand, in the order of the text. From each word at most
    `LONGEST` are looked at. A phrase stays within its sentence."""
    found: dict[str, list[Span]] = {}
    for first, word in enumerate(words):
        node = root.get(word.letters)
        last = first
        while node is not None:
            for name in node.get(_NAMES, ()):
                found.setdefault(name, []).append((first, last))
            last += 1
            if last == len(words) or words[last].sentence != word.sentence:
                break
            node = node.get(words[last].letters)
    return found
