"""Readers and contributors beside each other on what they answered (science.md 2.2).

    found = compare({"knows more": (readers, contributors), …}, rule="holm")

Everything that is asked goes in at once, so that no question is dropped afterwards. What too few
answered is not shown. Whoever shows a comparison says beside it that it is an association: people
choose whether they write, and people in more distress may write more (Grunberg 2021,
doi 10.1080/21642850.2021.1884556).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median, stdev
from typing import Literal

from app.engagement.services.figures.multiplicity import benjamini_hochberg, holm
from app.engagement.services.figures.orders import Ranks, cliff_delta, mann_whitney
from app.engagement.services.figures.two_groups import (
    Equivalence,
    Interval,
    Welch,
    cohen_d,
    equivalence,
    hedges_g,
    welch,
)

LEAST_SHOWN = 10
"""With fewer answers in either group nothing of a question is shown."""
LEAST_TESTED = 20
"""With fewer answers in either group there is no test, no interval and no size of effect."""
MOST_DECLARED = 8
LEVEL = 0.05

Answers = Sequence[float | None]
Rule = Literal["holm", "bh"]
Conclusion = Literal["too_few", "differs", "small_difference", "no_difference", "unclear"]
"""What may be said. "no_difference" only where the test of equivalence rules a larger one out: a
p-value above 0.05 is "unclear". "small_difference" is both: there is one, within the margin."""


@dataclass(frozen=True, slots=True)
class Group:
    """Of one group: how many answered and how many did not, mean, standard deviation, median."""

    answered: int
    missing: int
    mean: float
    deviation: float
    median: float


@dataclass(frozen=True, slots=True)
class Tests:
    """Everything said about how two groups differ; `p`, `ranks_p` and `alike_p` are those of
    `welch`, `ranks` and `alike`, adjusted for the number of questions."""

    welch: Welch
    d: float
    g: Interval
    delta: Interval
    ranks: Ranks
    alike: Equivalence
    p: float
    ranks_p: float
    alike_p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question. `groups` (readers first) is None where too few answered to show anything;
    `tests` where too few answered to test, or where all answers of a group's people are the same."""

    name: str
    groups: tuple[Group, Group] | None
    tests: Tests | None

    @property
    def conclusion(self) -> Conclusion:
        """What may be said about it, at the level of 5 %."""
        if self.tests is None:
            return "too_few" if self.groups is None or self._is_small else "unclear"
        differs = self.tests.p < LEVEL
        if self.tests.alike_p < LEVEL:
            return "small_difference" if differs else "no_difference"
        return "differs" if differs else "unclear"

    @property
    def _is_small(self) -> bool:
        return any(group.answered < LEAST_TESTED for group in self.groups or ())


def compare(questions: Mapping[str, tuple[Answers, Answers]], *, rule: Rule) -> list[Comparison]:
    """Every question with the answers of readers and of contributors; None stands for no answer.
    `rule` is "holm" for at most eight questions declared beforehand, "bh" for looking around. The
    adjustment counts every question that could be tested.

    Raises:
        ValueError: more than eight are declared.
    """
    if rule == "holm" and len(questions) > MOST_DECLARED:
        raise ValueError(f"at most {MOST_DECLARED} questions are declared beforehand")
    found = [_compared(name, *answers) for name, answers in questions.items()]
    return _adjusted(found, rule)


def _compared(name: str, readers: Answers, contributors: Answers) -> Comparison:
    first, second = _given(readers), _given(contributors)
    fewest = min(len(first), len(second))
    if fewest < LEAST_SHOWN:
        return Comparison(name, None, None)
    groups = _group(first, len(readers)), _group(second, len(contributors))
    return Comparison(name, groups, _tests(first, second) if fewest >= LEAST_TESTED else None)


def _given(answers: Answers) -> list[float]:
    return [answer for answer in answers if answer is not None]


def _group(given: Sequence[float], asked: int) -> Group:
    n = len(given)
    return Group(n, asked - n, fmean(given), stdev(given), median(given))


def _tests(first: Sequence[float], second: Sequence[float]) -> Tests | None:
    means, d, g = welch(first, second), cohen_d(first, second), hedges_g(first, second)
    alike, delta = equivalence(first, second), cliff_delta(first, second)
    ranks = mann_whitney(first, second)
    if means and d is not None and g and alike and delta and ranks:
        return Tests(means, d, g, delta, ranks, alike, means.p, ranks.p, alike.p)
    return None


def _adjusted(found: Iterable[Comparison], rule: Rule) -> list[Comparison]:
    found = list(found)
    tested = [one.tests for one in found if one.tests]
    adjust = holm if rule == "holm" else benjamini_hochberg
    means = adjust([one.welch.p for one in tested])
    ranks = adjust([one.ranks.p for one in tested])
    alike = adjust([one.alike.p for one in tested])
    new = (
        replace(tests, p=p, ranks_p=ranks_p, alike_p=alike_p)
        for tests, p, ranks_p, alike_p in zip(tested, means, ranks, alike, strict=True)
    )
    return [replace(one, tests=next(new)) if one.tests else one for one in found]
