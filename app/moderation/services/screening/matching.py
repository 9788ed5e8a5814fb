"""Finds the patterns of a rule in a text that was read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from app.moderation.services.screening.guarding import GUARDS, Match, Scene
from app.moderation.services.screening.phrases import Span
from app.moderation.services.screening.reading import PAUSE
from app.moderation.services.screening.rules import Pattern

MOST_SPANS = 3
"""A rule shows so many places of one text; more would not explain more."""


def spans(pattern: Pattern, scene: Scene) -> list[Span]:
    """The first places that match and that no guard lets pass, first and last word of each."""
    kept: list[Span] = []
    for match in _matches(pattern, scene):
        if any(GUARDS[guard](scene, match) for guard in pattern.unless):
            continue
        kept.append((match[0][0], match[-1][1]))
        if len(kept) == MOST_SPANS:
            break
    return kept


def _matches(pattern: Pattern, scene: Scene) -> Iterator[Match]:
    first, *others = pattern.steps
    for begin in scene.found.get(first, ()):
        if pattern.opens and not _opens(scene, begin[0]):
            continue
        match = _follow(scene, [begin], others, pattern.reach)
        if match and match[-1][1] - begin[0] < pattern.within:
            yield match


def _follow(scene: Scene, match: list[Span], steps: list[str], reach: int) -> Match:
    """The nearest place of each further step in the same sentence, or in so many sentences behind
    it; empty where one is missing."""
    _begin, end = scene.sentence(match[0][0], after=reach)
    for step in steps:
        places = scene.found.get(step, ())
        at = bisect_left(places, (match[-1][1] + 1, 0))
        if at == len(places) or places[at][0] >= end:
            return ()
        match.append(places[at])
    return tuple(match)


def _opens(scene: Scene, at: int) -> bool:
    """Whether a clause begins with this word: after a full stop, a pause, or "and", "please"."""
    words = scene.text.words
    if at == 0 or words[at - 1].sentence != words[at].sentence or words[at - 1].letters == PAUSE:
        return True
    return any(end == at - 1 for _first, end in scene.between("openers", at - 3, at))
