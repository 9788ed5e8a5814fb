"""Misspelled words: which known word somebody most likely meant, or none.

Thresholds. A word of 6 or 7 letters may differ by one edit, of 8 to 11 by two, longer ones by
three (an edit is a letter added, left out, changed, or two neighbours swapped: the optimal
string alignment distance). Four in five spelling errors are a single edit (Damerau, 1964,
Communications of the ACM 7(3)), and the first letter is rarely wrong (Yannakoudakis & Fawthrop,
1983), so it must be right. Medicine names allow one edit less: names that look alike are a
known cause of harm, and an own word kept as a proposal is better than a wrong medicine.
"""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz.distance import OSA

_EDITS = ((12, 3), (8, 2), (6, 1))
# Beginnings that turn a meaning into its opposite: never read one as the other.
_OPPOSITES = (("hyper", "hypo"), ("tachy", "brady"))


class Spelling:
    """The words of all well-known names, and how well known the best of their names is."""

    def __init__(self, *, strict: bool = False) -> None:
        self._weights: dict[str, int] = {}
        self._buckets: dict[str, list[str]] = defaultdict(list)
        self._strict = 1 if strict else 0
        self._asked: dict[str, str | None] = {}

    def learn(self, words: list[str], weight: int) -> None:
        """Add the words of one name."""
        for word in words:
            known = self._weights.get(word)
            if known is None:
                self._buckets[word[:1]].append(word)
            if known is None or known < weight:
                self._weights[word] = weight

    def leave(self, words: list[str]) -> None:
        """Words that are right as they are, though no name of this side holds them."""
        for word in words:
            self._asked[word] = None

    def knows(self, word: str) -> bool:
        """Whether some well-known name holds this word."""
        return word in self._weights

    def most_edits(self, word: str) -> int:
        """How many edits a word of this length may be off."""
        allowed = next((edits for length, edits in _EDITS if len(word) >= length), 0)
        return max(0, allowed - self._strict)

    def meant(self, word: str) -> str | None:
        """The one nearest known word within the threshold; None when two are as near."""
        if word not in self._asked:
            self._asked[word] = self._nearest(word)
        return self._asked[word]

    def _nearest(self, word: str) -> str | None:
        most = self.most_edits(word)
        if most == 0 or self.knows(word) or word.isdigit():
            return None
        near: dict[int, list[str]] = defaultdict(list)
        for known in self._buckets.get(word[0], ()):
            if abs(len(known) - len(word)) <= most:
                distance = OSA.distance(word, known, score_cutoff=most)
                if distance <= most:
                    near[distance].append(known)
        if not near:
            return None
        nearest = near[min(near)]
        top = max(self._weights[known] for known in nearest)
        best = [known for known in nearest if self._weights[known] == top]
        return best[0] if len(best) == 1 and not _is_opposite(word, best[0]) else None


def _is_opposite(word: str, known: str) -> bool:
    for one, other in _OPPOSITES:
        for start, end in ((one, other), (other, one)):
            if start and end and word.startswith(start) and known.startswith(end):
                return True
    return False
