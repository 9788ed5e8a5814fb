"""Intervals for shares: of counted people, and of counts that carry noise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from app.insights.services.noise_law import variance
from app.insights.services.show_rules import ROUNDING

_Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 with the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float


def _wilson(share: float, n: float, z: float) -> tuple[float, float]:
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At the ends the formula gives 0 and 1 exactly; rounding must not push past the estimate.
    return min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half))


def wilson(successes: int, n: int, z: float = _Z95) -> Share:
    """Wilson's score interval (Wilson 1927; advised by Brown, Cai and DasGupta 2001).

    Refuses fewer than one person, or more successes than people (``ValueError``).
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError("successes must be from 0 to n, and n at least 1")
    low, high = _wilson(successes / n, n, z)
    return Share(successes / n, low, high)


def noisy_share(part: int, people: int, *, cells: tuple[int, int], epsilon: Fraction) -> Share:
    """The share that a noisy, rounded ``part`` is of noisy, rounded ``people``, noise included.

    ``cells`` says how many noisy cells were summed inside the part and in the rest. Wilson's interval
    says what chance does to the people, the normal law what noise and rounding do to the share; the
    two distances are squared and added on either side (the MOVER rule: Zou and Donner 2008).
    Refuses an empty cohort (``ValueError``).
    """
    if people <= 0:
        raise ValueError("a share needs people")
    share = min(1.0, max(0.0, part / people))
    inside, rest = cells
    per_cell = variance(epsilon) + ROUNDING**2 / 12
    added = per_cell * (inside * (1 - share) ** 2 + rest * share**2) / people**2
    low, high = _wilson(share, people, _Z95)
    below = math.hypot(share - low, _Z95 * math.sqrt(added))
    above = math.hypot(high - share, _Z95 * math.sqrt(added))
    return Share(share, max(0.0, share - below), min(1.0, share + above))
