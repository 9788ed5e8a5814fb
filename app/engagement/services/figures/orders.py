"""Answers of two groups beside each other by their order alone, whatever the steps of a scale mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engagement.services.figures.two_groups import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

RESAMPLES = 2_000
SEED = 1993


@dataclass(frozen=True, slots=True)
class Ranks:
    """Mann–Whitney's U of the first group with its asymptotic two-sided p-value."""

    u: float
    p: float


def mann_whitney(first: Sequence[float], second: Sequence[float]) -> Ranks | None:
    """Mann and Whitney 1947 by the normal law, corrected for ties and for continuity; None where all
    answers are the same."""
    if not _can_be_ordered(first, second):
        return None
    from scipy.stats import mannwhitneyu

    found = mannwhitneyu(first, second, method="asymptotic")
    return Ranks(float(found.statistic), float(found.pvalue))


def cliff_delta(first: Sequence[float], second: Sequence[float]) -> Interval | None:
    """How much more often an answer of the first group is above one of the second than below, from
    -1 to 1 (Cliff 1993), with a percentile interval of 2,000 drawn samples of each group. Same
    answers, same interval."""
    if not _can_be_ordered(first, second):
        return None
    import numpy as np

    # A drawn sample is how often each different answer was drawn: small, however many answered.
    values = sorted({*first, *second})
    ours, theirs = (_times(group, values) for group in (first, second))
    chance = np.random.default_rng(SEED)
    n, m = len(first), len(second)
    drawn = (
        chance.multinomial(n, np.array(ours) / n, size=RESAMPLES),
        chance.multinomial(m, np.array(theirs) / m, size=RESAMPLES),
    )
    estimate = _delta(np.array([ours]), np.array([theirs]))[0]
    low, high = np.percentile(_delta(*drawn), [2.5, 97.5])
    return Interval(float(estimate), float(low), float(high))


def _can_be_ordered(first: Sequence[float], second: Sequence[float]) -> bool:
    """Somebody in each group, and answers that are not all the same."""
    return min(len(first), len(second)) >= 1 and len({*first, *second}) > 1


def _times(group: Sequence[float], values: Sequence[float]) -> list[int]:
    counts = Counter(group)
    return [counts[value] for value in values]


def _delta(ours: Counts, theirs: Counts) -> NDArray[np.float64]:
    """Cliff's delta of each row: how often each different answer was given, in ascending order."""
    import numpy as np

    below = np.cumsum(theirs, axis=1) - theirs
    people = theirs.sum(axis=1, keepdims=True)
    above = people - below - theirs
    wins = (ours * (below - above)).sum(axis=1)
    shares: NDArray[np.float64] = wins / (ours.sum(axis=1) * people[:, 0])
    return shares
