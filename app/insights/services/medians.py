"""The middle answer and the middle half of ratings given as a count per value.

Method: the inverse of the empirical distribution with averaging at its steps (definition 2 of
Hyndman and Fan 1996). The median of an even number of answers is the mean of the two in the middle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Middle:
    """Lower quartile, median and upper quartile of ``n`` ratings."""

    n: int
    lower: float
    median: float
    upper: float


def _value_at(counts: list[tuple[int, int]], position: int) -> int:
    passed = 0
    for value, count in counts:
        passed += count
        if position <= passed:
            return value
    raise ValueError("position beyond the last rating")


def _quantile(counts: list[tuple[int, int]], n: int, part: Fraction) -> float:
    place = part * n
    whole = place.numerator // place.denominator
    if place.denominator != 1:
        return float(_value_at(counts, whole + 1))
    return (_value_at(counts, whole) + _value_at(counts, whole + 1)) / 2


def middle_of(ratings: Mapping[int, int]) -> Middle | None:
    """Median and quartiles of ``{rating: how many gave it}``; ``None`` when nobody gave one."""
    counts = sorted((value, count) for value, count in ratings.items() if count > 0)
    n = sum(count for _, count in counts)
    if not n:
        return None
    lower, median, upper = (_quantile(counts, n, Fraction(quarter, 4)) for quarter in (1, 2, 3))
    return Middle(n, lower, median, upper)
