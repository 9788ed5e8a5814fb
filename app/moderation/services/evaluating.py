"""How well a machine that points at texts does: shares with intervals, false alarms, slices.

Precision and recall say what accuracy hides: where one text in a hundred is misleading, a machine
that never speaks up is right in 99 of 100. So accuracy is nowhere here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.proportions import Share, wilson

LEAST_CASES = 30
"""Under so many cases a slice is "unknown" (science.md C18)."""
BUILD, HELD_OUT = "build", "held_out"


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the texts: rightly pointed at, wrongly, missed, rightly left alone."""

    found: int
    false_alarms: int
    missed: int
    left_alone: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One curated text: what people say it is, and what the machine said. `slices` name what it
    belongs to besides ("language:nl", "length:long")."""

    id: str
    truth: str
    said: str
    split: str = HELD_OUT
    slices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """One class, or several taken together. A share without a denominator is None."""

    name: str
    counts: Counts
    precision: Share | None
    recall: Share | None
    f1: Share | None
    specificity: Share | None


@dataclass(frozen=True, slots=True)
class Slice:
    """The recall over everything that should be pointed at, in one part of the texts."""

    name: str
    cases: int
    recall: Share | None

    @property
    def is_known(self) -> bool:
        """Whether there are enough cases to say anything."""
        return self.cases >= LEAST_CASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A machine that can be evaluated. `judge` reads its curated texts from a folder and lets the
    machine speak; `quiet` is the label of texts that need nobody; `together` are groups of labels
    that are measured as one besides; `thresholds` are the numbers it works with, in words."""

    name: str
    labels: tuple[str, ...]
    quiet: str
    judge: Callable[[Path], Sequence[Judged]]
    together: dict[str, tuple[str, ...]] = field(default_factory=dict)
    thresholds: Callable[[Path], Sequence[str]] = lambda _folder: ()


_tasks: dict[str, Task] = {}


def register(task: Task) -> Task:
    """Make a machine known to `flask moderation evaluate`.

    Raises:
        ValueError: another one has this name.
    """
    if _tasks.setdefault(task.name, task) is not task:
        raise ValueError(f"two tasks named {task.name}")
    return task


def tasks() -> tuple[Task, ...]:
    """All that were made known, by name."""
    return tuple(_tasks[name] for name in sorted(_tasks))


def _f1(counts: Counts) -> Share | None:
    """F1 = 2J/(1+J), where J is the share found of all that were found, missed or wrongly pointed
    at (Hand, Christen and Kirielle 2021). It only grows with J, so Wilson's ends of J carry over."""
    union = counts.found + counts.false_alarms + counts.missed
    overlap = wilson(counts.found, union)
    if overlap is None:
        return None
    ends = (2 * j / (1 + j) for j in (overlap.estimate, overlap.low, overlap.high))
    return Share(counts.found, union, *ends)


def measure(name: str, counts: Counts) -> Measured:
    """Precision, recall, F1 and specificity of four counts."""
    return Measured(
        name,
        counts,
        wilson(counts.found, counts.found + counts.false_alarms),
        wilson(counts.found, counts.found + counts.missed),
        _f1(counts),
        wilson(counts.left_alone, counts.left_alone + counts.false_alarms),
    )


def measure_labels(name: str, judged: Iterable[Judged], labels: Collection[str]) -> Measured:
    """Some labels taken as one: was it one of them, and did the machine say one of them?"""
    seen = Counter((one.truth in labels, one.said in labels) for one in judged)
    counts = Counts(seen[True, True], seen[False, True], seen[True, False], seen[False, False])
    return measure(name, counts)


def macro_f1(measured: Sequence[Measured]) -> float | None:
    """The mean F1 of some classes, each counting the same; None when one of them has none."""
    shares = [one.f1.estimate for one in measured if one.f1 is not None]
    return sum(shares) / len(shares) if shares and len(shares) == len(measured) else None


def confusion(judged: Iterable[Judged], labels: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """One row for each true label, one column for each said one, in the order of `labels`."""
    seen = Counter((one.truth, one.said) for one in judged)
    return tuple(tuple(seen[truth, said] for said in labels) for truth in labels)


def slices(judged: Sequence[Judged], wanted: Collection[str]) -> tuple[Slice, ...]:
    """Recall over the `wanted` labels in every slice, by its name. `cases` counts the texts that
    should be pointed at: the others say nothing about recall."""
    names = sorted({name for one in judged for name in one.slices})
    found = []
    for name in names:
        recall = measure_labels(name, [j for j in judged if name in j.slices], wanted).recall
        found.append(Slice(name, recall.whole if recall else 0, recall))
    return tuple(found)


def predictive_value(*, sensitivity: float, specificity: float, base_rate: float) -> float:
    """Of the texts pointed at, the share that rightly is (Bayes): s·π / (s·π + (1-sp)·(1-π)).

    Raises:
        ZeroDivisionError: nothing is ever pointed at.
    """
    rightly = sensitivity * base_rate
    return rightly / (rightly + (1 - specificity) * (1 - base_rate))


def false_alarms_a_day(*, specificity: float, base_rate: float, texts_a_day: float) -> float:
    """How many harmless texts a day will be pointed at."""
    return texts_a_day * (1 - base_rate) * (1 - specificity)


def threshold_at_recall(scored: Iterable[tuple[float, bool]], recall: float) -> float:
    """The highest score from which on at least `recall` of the true ones are found, where a score
    equal to the threshold counts as found. Each pair is a score and whether it is a true one.

    Raises:
        ValueError: there is no true one, or the recall is not above 0 and at most 1.
    """
    scores = sorted((score for score, is_true in scored if is_true), reverse=True)
    if not scores or not 0 < recall <= 1:
        raise ValueError("a threshold needs true cases and a recall above 0 and at most 1")
    return scores[math.ceil(recall * len(scores) - 1e-9) - 1]
