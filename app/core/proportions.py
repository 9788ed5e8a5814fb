"""Shares of counted things with their intervals, and how far two shares lie apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
_Z80 = NormalDist().inv_cdf(0.8)


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, with the ends of the 95 % interval, all from 0 to 1."""

    part: int
    whole: int
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One share less another, with the ends of the 95 % interval, all from -1 to 1."""

    estimate: float
    low: float
    high: float


def wilson(part: int, whole: int) -> Share | None:
    """A share with Wilson's score interval (Wilson 1927; advised by Brown, Cai and DasGupta 2001);
    None of nothing.

    Raises:
        ValueError: the part is larger than the whole, or negative.
    """
    if not 0 <= part <= whole:
        raise ValueError("the part must be from 0 to the whole")
    if whole == 0:
        return None
    return Share(part, whole, part / whole, *wilson_ends(part / whole, whole))


def wilson_ends(share: float, whole: float) -> tuple[float, float]:
    """The ends of Wilson's 95 % interval around a share from 0 to 1 of `whole`, which is above 0."""
    square = Z95 * Z95
    centre = (share + square / (2 * whole)) / (1 + square / whole)
    spread = math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    half = Z95 / (1 + square / whole) * spread
    # At the ends the formula gives 0 and 1 exactly; rounding must not push past the estimate.
    return min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half))


def newcombe(first: tuple[int, int], second: tuple[int, int]) -> Difference | None:
    """The first share less the second, each given as part and whole, with the hybrid score interval
    (Newcombe 1998, Statistics in Medicine 17:873, method 10, no continuity correction): Wilson's
    distances of both, squared and added. None when one of them is a share of nothing.

    Raises:
        ValueError: a part is larger than its whole, or negative.
    """
    one, other = wilson(*first), wilson(*second)
    if one is None or other is None:
        return None
    apart = one.estimate - other.estimate
    below = math.hypot(one.estimate - one.low, other.high - other.estimate)
    above = math.hypot(one.high - one.estimate, other.estimate - other.low)
    return Difference(apart, max(-1.0, apart - below), min(1.0, apart + above))


def needed_per_arm(first: float, second: float) -> int:
    """How many each of two arms needs, so that shares that are truly `first` and `second` are told
    apart in 80 of 100 trials at the two-sided level of 5 % (Fleiss, Levin and Paik 2003, ch. 4, no
    continuity correction): (z·√(2p(1-p)) + z'·√(p₁(1-p₁) + p₂(1-p₂)))² / (p₁-p₂)², p their mean.

    Raises:
        ValueError: they are the same, or not from 0 to 1.
    """
    if not (0 <= first <= 1 and 0 <= second <= 1) or first == second:
        raise ValueError("two different shares from 0 to 1")
    mean = (first + second) / 2
    same = Z95 * math.sqrt(2 * mean * (1 - mean))
    apart = _Z80 * math.sqrt(first * (1 - first) + second * (1 - second))
    return math.ceil(((same + apart) / (first - second)) ** 2)
