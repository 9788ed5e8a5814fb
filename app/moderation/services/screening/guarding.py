"""What lets a pattern pass: somebody warns, asks, quotes, tells their own story.

A guard looks at the sentence around a match, at places that were found before, by bisection: its
work does not grow with the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from app.moderation.services.screening.phrases import Span
from app.moderation.services.screening.reading import PAUSE, Text

_NEAR = 4
"""Words before a match in which a negation turns it round."""
_FEW = 40
"""No pattern is wider, so no guard needs to look at more phrases."""


@dataclass(frozen=True)
class Scene:
    """A text, and where the phrases of each list stand in it."""

    text: Text
    found: Mapping[str, Sequence[Span]]

    @cached_property
    def pauses(self) -> list[int]:
        """How many pauses stand before each word."""
        return [0, *accumulate(word.letters == PAUSE for word in self.text.words)]

    @cached_property
    def starts(self) -> list[int]:
        """The first word of each sentence; one more for the end of the text."""
        words = self.text.words
        opened = [
            n for n, word in enumerate(words) if n == 0 or word.sentence != words[n - 1].sentence
        ]
        return [*opened, len(words)]

    def sentence(self, at: int, *, before: int = 0, after: int = 0) -> Span:
        """The first word of the sentence of a word, and the first one behind it; with so many
        sentences before and after it."""
        place = bisect_right(self.starts, at) - 1
        last = len(self.starts) - 1
        return self.starts[max(0, place - before)], self.starts[min(last, place + 1 + after)]

    def between(self, name: str, first: int, end: int) -> Sequence[Span]:
        """Where phrases of a list begin from a word on and before another one; the first few."""
        spans = self.found.get(name, ())
        begin = bisect_left(spans, (first, 0))
        return spans[begin : min(begin + _FEW, bisect_left(spans, (end, 0)))]

    def last_before(self, name: str, first: int, end: int) -> int:
        """Where the last phrase of a list begins between two words; -1 for none."""
        spans = self.found.get(name, ())
        at = bisect_left(spans, (end, 0)) - 1
        return spans[at][0] if at >= 0 and spans[at][0] >= first else -1

    def any_between(self, name: str, first: int, end: int) -> bool:
        """Whether a phrase of a list begins between two words."""
        return self.last_before(name, first, end) >= 0


Match = tuple[Span, ...]
"""The places of the steps."""


def negated(scene: Scene, match: Match) -> bool:
    """ "Do not double your dose". Not where the negation belongs to the pattern itself, stands
    behind a pause, or encourages: "do not be afraid to"."""
    first, last = match[0][0], match[-1][0]
    begin = max(scene.sentence(first)[0], first - _NEAR)
    for at, _end in scene.between("negations", begin, last):
        inside = any(start <= at <= end for start, end in match)
        paused = at < first and scene.pauses[first] > scene.pauses[at]
        urged = scene.between("never_mind", at - 1, at + 1)
        if not inside and not paused and not urged:
            return True
    return False


def asked(scene: Scene, match: Match) -> bool:
    """ "Should I double my dose?" Not "why don't you stop"."""
    begin, end = scene.sentence(match[0][0])
    number = scene.text.words[match[0][0]].sentence
    asks = number in scene.text.questions or scene.any_between("asking", begin, match[0][0] + 1)
    return asks and not scene.any_between("urging", begin, end)


def quoted(scene: Scene, match: Match) -> bool:
    """The words of somebody else."""
    words = scene.text.words
    return words[match[0][0]].is_quoted and words[match[-1][1]].is_quoted


def told(scene: Scene, match: Match) -> bool:
    """ "My doctor told me to", "they say that"."""
    begin, _end = scene.sentence(match[0][0])
    return scene.any_between("told", begin, match[-1][0])


def own_story(scene: Scene, match: Match) -> bool:
    """Who acts in this sentence is the author, or somebody they tell of; nobody is addressed
    between that and the end of the match, and no words of advice stand there."""
    begin, _end = scene.sentence(match[0][0])
    actor = scene.last_before("actors", begin, match[0][0])
    if actor < 0 or scene.any_between("advice", begin, match[-1][1] + 1):
        return False
    return not scene.any_between("addressed", actor, match[-1][1] + 1)


def own_text(scene: Scene, match: Match) -> bool:
    """The author speaks of themselves somewhere in the text and addresses nobody in this
    sentence: "Take one every morning" in a story says who takes it."""
    begin, end = scene.sentence(match[0][0])
    return bool(scene.found.get("self")) and not scene.any_between("addressed", begin, end)


def unaddressed(scene: Scene, match: Match) -> bool:
    """Nobody is spoken to in the sentence: "I would take two", of habits in the past."""
    begin, end = scene.sentence(match[0][0])
    return not scene.any_between("addressed", begin, end)


def careful(scene: Scene, match: Match) -> bool:
    """ "Ask your doctor whether", "as prescribed"; not "do not ask your doctor"."""
    begin, end = scene.sentence(match[0][0])
    for at, _end in scene.between("careful", begin, end):
        if not scene.any_between("negations", max(begin, at - 2), at):
            return True
    return False


def doubted(scene: Scene, match: Match) -> bool:
    """Somebody warns of it, in this sentence or the ones beside it."""
    begin, end = scene.sentence(match[0][0], before=1, after=1)
    return scene.any_between("doubt", begin, end)


def not_a_dose(scene: Scene, match: Match) -> bool:
    """ "Take 10 minutes", "take two deep breaths"."""
    return scene.any_between("other_units", match[-1][0], match[-1][1] + 1)


def paying(scene: Scene, match: Match) -> bool:
    """What somebody pays at the pharmacy, and not what they ask for."""
    begin, end = scene.sentence(match[0][0])
    return scene.any_between("paying", begin, end)


GUARDS: Mapping[str, Callable[[Scene, Match], bool]] = {
    guard.__name__: guard
    for guard in (
        negated,
        asked,
        quoted,
        told,
        own_story,
        own_text,
        unaddressed,
        careful,
        doubted,
        not_a_dose,
        paying,
    )
}
LISTS = (
    "actors", "addressed", "advice", "asking", "careful", "doubt", "negations", "never_mind",
    "openers", "other_units", "paying", "self", "told", "urging",
)  # fmt: skip
"""The lists of phrases that guards, and patterns that open a clause, need."""
