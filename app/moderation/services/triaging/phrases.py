"""Patterns over words, matched in time that grows with the text only.

Written in the lexicons as words with a blank between them:
`[a|b c]` one of these, `<name>` one of a named set, `word?` may be missing, `#` a number,
`..` up to three other words, `...` up to seven.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_PART = re.compile(r"\[[^\]]*\]\??|\S+")
_GAPS = {"..": 3, "...": 7}
NUMBER = "#"

Sets = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern: a gap of up to `gap` words, or one of some words. `tails` are what
    follows a first word, where the alternative has several."""

    gap: int
    optional: bool
    tails: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern stands: words `start` to `end` (not included); `said` are those of them that
    the pattern names, the others stood in its gaps."""

    start: int
    end: int
    said: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled pattern. Whoever looks for many passes over most by these: it needs `least` words,
    and of each of `needs` one; `second` are those that can stand behind its first one, None where any
    word can.
    """

    steps: tuple[Step, ...]
    least: int
    second: frozenset[str] | None
    needs: tuple[frozenset[str], ...]

    def starts(self) -> Iterable[str]:
        """The words that it can begin with."""
        return self.steps[0].tails

    def words(self) -> set[str]:
        """Every word that it names."""
        named = set()
        for step in self.steps:
            named |= set(step.tails) | {w for t in step.tails.values() for one in t for w in one}
        return named - {NUMBER}

    def at(self, words: Sequence[str], start: int, stop: int) -> Found | None:
        """The shortest match that begins at `start` and ends before `stop`."""
        reached: dict[int, tuple[int, ...]] = {start: ()}
        for step in self.steps:
            reached = _advance(step, reached, words, stop)
            if not reached:
                return None
        end = min(reached)
        return Found(start, end, reached[end])


def _advance(
    step: Step, reached: dict[int, tuple[int, ...]], words: Sequence[str], stop: int
) -> dict[int, tuple[int, ...]]:
    """Where one can stand after this step, with the words that were named so far."""
    after = dict(reached) if step.optional else {}
    for position, said in reached.items():
        if step.gap:
            for far in range(position, min(position + step.gap, stop - 1) + 1):
                after.setdefault(far, said)
        elif position < stop:
            for tail in _tails(step, words[position]):
                end = position + 1 + len(tail)
                if end <= stop and tuple(words[position + 1 : end]) == tail:
                    after.setdefault(end, (*said, *range(position, end)))
    return after


def _tails(step: Step, word: str) -> tuple[tuple[str, ...], ...]:
    tails = step.tails.get(word, ())
    return tails or (step.tails.get(NUMBER, ()) if word.isdecimal() else ())


def _alternatives(part: str, sets: Sets) -> Iterator[tuple[str, ...]]:
    """The sequences of words that one place of a pattern allows."""
    for one in part.removeprefix("[").removesuffix("]").split("|"):
        choices = ([*sets[word[1:-1]]] if word[0] == "<" else [word] for word in one.split())
        for words in itertools.product(*choices):
            yield tuple(" ".join(words).split())


def _step(part: str, sets: Sets) -> Step:
    if part in _GAPS:
        return Step(_GAPS[part], False, {})
    optional = part.endswith("?")
    tails: dict[str, list[tuple[str, ...]]] = {}
    for first, *rest in _alternatives(part.removesuffix("?"), sets):
        tails.setdefault(first, []).append(tuple(rest))
    return Step(0, optional, {first: tuple(rest) for first, rest in tails.items()})


def compiled(pattern: str, sets: Sets) -> Phrase:
    """The pattern of a lexicon's line.

    Raises:
        ValueError: it begins or ends with something that may be missing, or is empty.
        KeyError: a set that it names is not there.
    """
    steps = tuple(_step(part, sets) for part in _PART.findall(pattern))
    if not steps or any(end.gap or end.optional for end in (steps[0], steps[-1])):
        raise ValueError(f"{pattern!r} must begin and end with a word")
    needs = tuple(frozenset(step.tails) for step in steps if step.tails and not step.optional)
    return Phrase(steps, _least(steps), _second(steps), needs)


def _least(steps: Sequence[Step]) -> int:
    """How many words the shortest match has."""
    lengths = (
        1 + min(len(tail) for tails in step.tails.values() for tail in tails)
        for step in steps
        if step.tails and not step.optional
    )
    return sum(lengths)


def _second(steps: Sequence[Step]) -> frozenset[str] | None:
    """The words that can stand behind the first one; None where it can be any, or none at all."""
    first = [tail for tails in steps[0].tails.values() for tail in tails]
    behind = {tail[0] for tail in first if tail}
    if all(first):
        return frozenset(behind)
    for step in steps[1:]:
        if step.gap:
            return None
        behind |= set(step.tails)
        if not step.optional:
            return frozenset(behind)
    return None
