"""Answers of two groups beside each other: their means, and whether these are close enough to
be called alike. Differences are the first group's less the second's.

These functions refuse no small group; `comparing` does, before anything is shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from app.core.proportions import Z95

MARGIN = 0.3
"""How far two means may lie apart, in standard deviations, and still be called alike."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Welch:
    """The difference of two means with Welch's test, which lets the groups vary differently."""

    difference: Interval
    t: float
    df: float
    p: float


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests against `margin`, in units of the answers: a small `p` rules a difference as
    large as the margin out, on both sides."""

    margin: float
    p: float


def welch(first: Sequence[float], second: Sequence[float]) -> Welch | None:
    """Welch 1947, doi 10.1093/biomet/34.1-2.28; None where neither group varies within itself."""
    error = _error(first, second)
    if not error:
        return None
    from scipy.stats import ttest_ind

    found = ttest_ind(first, second, equal_var=False)
    low, high = found.confidence_interval(0.95)
    apart = Interval(fmean(first) - fmean(second), float(low), float(high))
    return Welch(apart, float(found.statistic), float(found.df), float(found.pvalue))


def cohen_d(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The difference of the means in pooled standard deviations (Cohen 1988, 2.5)."""
    pooled = pooled_deviation(first, second)
    return (fmean(first) - fmean(second)) / pooled if pooled else None


def hedges_g(first: Sequence[float], second: Sequence[float]) -> Interval | None:
    """Cohen's d without its bias in small groups, J = 1 - 3/(4·df - 1), with a normal interval from
    the variance (n+m)/nm + g²/(2(n+m)) (Hedges and Olkin 1985, 5.1)."""
    d, n, m = cohen_d(first, second), len(first), len(second)
    if d is None:
        return None
    g = d * (1 - 3 / (4 * (n + m - 2) - 1))
    spread = Z95 * math.sqrt((n + m) / (n * m) + g * g / (2 * (n + m)))
    return Interval(g, g - spread, g + spread)


def equivalence(
    first: Sequence[float], second: Sequence[float], margin: float = MARGIN
) -> Equivalence | None:
    """Are the means alike, within `margin` pooled standard deviations? Two one-sided tests with
    Welch's error and degrees of freedom (Schuirmann 1987; Lakens 2017).

    Raises:
        ValueError: the margin is not above 0.
    """
    if margin <= 0:
        raise ValueError("a margin above 0")
    found, error, pooled = (
        welch(first, second),
        _error(first, second),
        pooled_deviation(first, second),
    )
    if found is None or error is None or pooled is None:
        return None
    from scipy.special import stdtr

    far = margin * pooled
    apart = found.difference.estimate
    above = stdtr(found.df, -(apart + far) / error)
    below = stdtr(found.df, (apart - far) / error)
    return Equivalence(far, float(max(above, below)))


def pooled_deviation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The standard deviation within both groups, each weighed by its n - 1; None where neither varies
    or one has fewer than two answers."""
    n, m = len(first), len(second)
    if min(n, m) < 2:
        return None
    squares = (n - 1) * variance(first) + (m - 1) * variance(second)
    return math.sqrt(squares / (n + m - 2)) or None


def _error(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The standard error of the difference of the means."""
    if min(len(first), len(second)) < 2:
        return None
    return math.sqrt(variance(first) / len(first) + variance(second) / len(second)) or None
