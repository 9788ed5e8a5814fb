"""The well-known names in one string, for what an index of beginnings cannot find.

Finds a word in the middle of a name ("reflux" in "acid reflux") and beginnings with a typing
error. Made when it is first needed and kept by the app; about 60,000 names take some 5 MB.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Typing errors allowed by length of what was typed so far: shorter words would match anything.
_ERRORS = ((9, 2), (4, 1))


class NamesInMemory:
    """Names in one text, one a line, beside the number of the concept each belongs to.

    Takes them in byte order, one by one, so that building needs little more than what is kept.
    """

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        text = StringIO()
        place = text.write("\n")
        self._ids, self._starts = array("L"), array("L")
        for name, concept_id in names:
            self._ids.append(concept_id)
            self._starts.append(place)
            place += text.write(name) + text.write("\n")
        self._text = text.getvalue()

    def __len__(self) -> int:
        return len(self._ids)

    def with_word(self, beginning: str, most: int) -> list[tuple[int, str]]:
        """Concept and name where a later word begins so; at most `most` of them."""
        return list(islice(self._with_word(f" {beginning}"), most))

    def _with_word(self, needle: str) -> Iterator[tuple[int, str]]:
        place = self._text.find(needle)
        while place >= 0:
            number = bisect_right(self._starts, place) - 1
            yield self._ids[number], self._name(number)
            place = self._text.find(needle, self._starts[number] + len(self._name(number)))

    def nearly(self, beginning: str, most: int) -> list[tuple[int, str]]:
        """Concept and name that begin like this but for a typing error, nearest first.

        The first letter must be right (see `services/matching/spelling`). One error is allowed
        from four letters on, two from nine.
        """
        errors = next((count for length, count in _ERRORS if len(beginning) >= length), 0)
        if not errors:
            return []
        first, last = self._with_first(beginning[0])
        nearest: dict[int, int] = {}
        # A letter left out while typing makes the name one longer than what was typed.
        for longest in (len(beginning), len(beginning) + 1):
            heads = [self._text[start : start + longest] for start in self._starts[first:last]]
            for _, distance, place in process.extract(
                beginning, heads, scorer=OSA.distance, score_cutoff=errors, limit=most
            ):
                nearest[place] = min(distance, nearest.get(place, errors))
        places = sorted(nearest, key=lambda place: (nearest[place], place))[:most]
        return [(self._ids[first + place], self._name(first + place)) for place in places]

    def _with_first(self, letter: str) -> tuple[int, int]:
        def first_letter(number: int) -> str:
            return self._text[self._starts[number]]

        numbers = range(len(self._ids))
        first = bisect_left(numbers, letter, key=first_letter)
        return first, bisect_right(numbers, letter, lo=first, key=first_letter)

    def _name(self, number: int) -> str:
        start = self._starts[number]
        return self._text[start : self._text.index("\n", start)]
