"""Whether a text says again what was decided, in its author's own name (science.md M22): not where
they ask it, deny it, quote it, warn of it or tell their own story. Those are the guards of the rules.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from app.moderation.services.screening.guarding import (
    Scene,
    asked,
    doubted,
    negated,
    own_story,
    quoted,
    told,
)
from app.moderation.services.screening.phrases import find
from app.moderation.services.screening.reading import Text, Word, read
from app.moderation.services.screening.resembling import Claims, Stretch
from app.moderation.services.screening.rules import RuleBook

_MOSTLY = 0.5
"""A claim is denied where a negation stands before so many of its words: "garlic does not cure high
blood pressure", but not "garlic cures it, no pills needed"."""
_MOST_PLACES = 200
"""Places of one text that are looked at closely, the nearest first."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A decided claim, how near the text comes to it (0 to 1), and the words with which it does."""

    claim_id: int
    likeness: float
    words: str


class DecidedClaims:
    """Claims that were decided, prepared once for reading many texts."""

    def __init__(self, claims: Iterable[tuple[int, str]], book: RuleBook) -> None:
        """`claims` are ids and words."""
        known = dict(claims)
        self._book = book
        self._claims = Claims(known.items(), book)
        self._denying = {key for key, words in known.items() if self._is_denial(words, key)}

    def repeated_in(self, text: str) -> Repeat | None:
        """The nearest one that the text says again; None when it says none."""
        scene = self._scene(text)
        shared = cache(lambda claim_id: self._claims.words_shared(scene.text, claim_id))
        near = self._claims.repeated_in(scene.text)
        places = ((stretch, place) for stretch in near for place in stretch.places)
        for stretch, (first, last) in islice(places, _MOST_PLACES):
            begin, end = _span(scene.text, first, last)
            words = shared(stretch.claim_id)
            inside = words[bisect_left(words, begin) : bisect_left(words, end)]
            if self._is_meant(scene, stretch, inside):
                said = scene.text.shown(begin, end - 1)
                return Repeat(stretch.claim_id, stretch.likeness, said)
        return None

    def _scene(self, text: str) -> Scene:
        said = read(text)
        return Scene(said, find(said.words, self._book.tree))

    def _is_meant(self, scene: Scene, stretch: Stretch, shared: Sequence[int]) -> bool:
        if _is_denied(scene, shared) != (stretch.claim_id in self._denying):
            return False
        closing = {scene.sentence(at)[1] - 1 for at in shared}
        return not any(_is_let_pass(scene, at) for at in closing)

    def _is_denial(self, words: str, key: int) -> bool:
        scene = self._scene(words)
        return _is_denied(scene, self._claims.words_shared(scene.text, key))


def _is_let_pass(scene: Scene, last: int) -> bool:
    """Whether a guard speaks for the whole sentence that ends with this word."""
    first = scene.sentence(last)[0]
    end = ((last, last),)
    return (
        asked(scene, ((first, last),))
        or quoted(scene, ((first, last),))
        or doubted(scene, end)
        or told(scene, end)
        or own_story(scene, end)
    )


def _is_denied(scene: Scene, shared: Sequence[int]) -> bool:
    denied = sum(negated(scene, ((at, at),)) for at in shared)
    return bool(shared) and denied >= _MOSTLY * len(shared)


def _span(text: Text, first: int, last: int) -> tuple[int, int]:
    """The first word of some sentences, and the first one behind them."""
    begin = bisect_left(text.words, first, key=_number)
    return begin, bisect_right(text.words, last, key=_number)


def _number(word: Word) -> int:
    return word.sentence
