"""Which decided claims a new text repeats in other words (science.md M22).

A text is a set of stems, each weighted by how rare it is among the decided claims (inverse document
frequency, Spärck Jones 1972). Words that say the same of a treatment ("heals", "gets rid of") are
one stem, by a list in the rule file. Two sets are compared by Tversky's index (1977), which need not
treat both alike: a post may say more than the claim it repeats, so what is missing of the claim
weighs four times as much as what the post says besides. A claim is short and a post is long, so
the best stretch of the post counts, not the whole of it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from app.moderation.services.screening.phrases import find
from app.moderation.services.screening.reading import Text, read
from app.moderation.services.screening.rules import RuleBook

MOST = 3
"""Decided claims that are offered."""
THRESHOLD = 0.6
"""Likeness from which on a claim is offered: 95 of 100 paraphrases of the build set come so near."""
STRETCH = 2
"""Sentences side by side that are compared with a claim."""
_OF_CLAIM, _OF_POST = 0.8, 0.2
_STEM = 5
"""Letters of a word that count: "cured", "cures" and "curing" begin alike. Cutting words off does
nearly as well as taking suffixes away (McNamee and Mayfield 2004)."""
_CANDIDATES = 50
_NAME = "@"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A decided claim, and how near the text comes to it: from 0 to 1."""

    claim_id: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A few sentences of a text that come near to a claim: their numbers, the first and the last of
    each place where the very same stands."""

    claim_id: int
    likeness: float
    places: tuple[tuple[int, int], ...]


class Claims:
    """The decided claims, prepared once for comparing many texts."""

    def __init__(self, claims: Iterable[tuple[int, str]], book: RuleBook) -> None:
        """`claims` are ids and words; `book` says which phrases are alike and which words empty."""
        self._alike, self._empty = book.alike, book.empty
        self._stems = {key: self._all(read(words)) for key, words in claims}
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for key in sorted(self._stems):
            for stem in self._stems[key]:
                self._by_stem[stem].append(key)
        many = len(self._stems)
        self._unseen = math.log(1 + many) + 1
        self._weights = {
            stem: math.log((1 + many) / (1 + len(keys))) + 1 for stem, keys in self._by_stem.items()
        }
        self._sums = {key: self._sum(stems) for key, stems in self._stems.items()}

    def near(self, text: str, *, least: float = THRESHOLD) -> tuple[Resemblance, ...]:
        """At most `MOST` claims, the nearest first; none that is less near than `least`."""
        best: dict[int, float] = {}
        for _places, likenesses in self._compared(read(text)):
            for key, likeness in likenesses.items():
                best[key] = max(best.get(key, 0), likeness)
        found = (Resemblance(key, likeness) for key, likeness in best.items() if likeness >= least)
        return tuple(sorted(found, key=lambda one: (-one.likeness, one.claim_id))[:MOST])

    def repeated_in(self, said: Text) -> list[Stretch]:
        """The stretches of a text that come as near as `THRESHOLD` to a claim, each with the nearest
        one; the nearest stretch first."""
        found = []
        for places, likenesses in self._compared(said):
            ranked = sorted((-likeness, key) for key, likeness in likenesses.items())
            if ranked and -ranked[0][0] >= THRESHOLD:
                found.append(Stretch(ranked[0][1], -ranked[0][0], tuple(places)))
        return sorted(found, key=lambda one: (-one.likeness, one.places[0]))

    def words_shared(self, said: Text, claim_id: int) -> list[int]:
        """The numbers of the words of a text that say something which the claim says."""
        wanted = self._stems[claim_id]
        return [at for at, stem in self._stem(said) if stem in wanted]

    def _compared(self, said: Text) -> Iterator[tuple[list[tuple[int, int]], dict[int, float]]]:
        """For each stretch where it stands, and how near it comes to the claims it shares with."""
        candidates = frozenset(self._candidates(self._all(said)))
        where: dict[frozenset[str], list[tuple[int, int]]] = defaultdict(list)
        for place, stems in self._stretches(said) if candidates else ():
            where[stems].append(place)
        for stems, places in where.items():
            whole = self._sum(stems)
            shared = self._shared(stems, candidates).items()
            yield places, {key: self._likeness(key, math.fsum(w), whole) for key, w in shared}

    def _shared(self, stems: Iterable[str], among: Collection[int]) -> dict[int, list[float]]:
        """The weights of the stems that each of some claims shares with a stretch: only claims that
        share any are looked at."""
        shared: dict[int, list[float]] = defaultdict(list)
        for stem in stems:
            for key in self._by_stem.get(stem, ()):
                if key in among:
                    shared[key].append(self._weights[stem])
        return shared

    def _candidates(self, stems: Collection[str]) -> list[int]:
        """Claims that share most with the whole text: only they are looked at closely."""
        shared: dict[int, float] = defaultdict(float)
        for stem in sorted(stems):
            for key in self._by_stem.get(stem, ()):
                shared[key] += self._weights[stem]
        return sorted(shared, key=lambda key: (-shared[key], key))[:_CANDIDATES]

    def _likeness(self, key: int, both: float, whole: float) -> float:
        """Tversky's index of a claim and a stretch, whose weights sum up to `whole`; `both` is the
        sum of what they share."""
        return both / (_OF_CLAIM * self._sums[key] + _OF_POST * whole)

    def _sum(self, stems: Iterable[str]) -> float:
        """Added up exactly: sets have no order, and the same text has one likeness."""
        return math.fsum(self._weights.get(stem, self._unseen) for stem in stems)

    def _stretches(self, text: Text) -> Iterator[tuple[tuple[int, int], frozenset[str]]]:
        """The stems of every few sentences side by side, and of every single one, with the numbers of
        the first and the last."""
        by_sentence: dict[int, set[str]] = defaultdict(set)
        for at, stem in self._stem(text):
            by_sentence[text.words[at].sentence].add(stem)
        numbers = sorted(by_sentence)
        rows = [by_sentence[number] for number in numbers]
        for size in range(1, STRETCH + 1):
            for at in range(len(rows) - size + 1):
                place = numbers[at], numbers[at + size - 1]
                yield place, frozenset().union(*rows[at : at + size])

    def _all(self, text: Text) -> frozenset[str]:
        return frozenset(stem for _at, stem in self._stem(text))

    def _stem(self, text: Text) -> Iterator[tuple[int, str]]:
        """The stems of a text, each with the number of its (first) word; a phrase of a list is its
        list's name."""
        named: dict[int, tuple[int, str]] = {}
        for name, spans in find(text.words, self._alike).items():
            for first, last in spans:
                named[first] = max(named.get(first, (first, "")), (last, _NAME + name))
        at = 0
        while at < len(text.words):
            word = text.words[at]
            last, stem = named.get(at, (at, word.letters[:_STEM]))
            if (stem[0].isalpha() and word.letters not in self._empty) or stem[0] == _NAME:
                yield at, stem
            at = last + 1
