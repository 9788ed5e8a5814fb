"""Intervals for shares of counts that carry noise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from app.core.proportions import Z95, wilson_ends
from app.insights.services.noise_law import variance
from app.insights.services.show_rules import ROUNDING


@dataclass(frozen=True, slots=True)
class NoisyShare:
    """A share from 0 to 1 of counts that carry noise, with the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float


def noisy_share(part: int, people: int, *, cells: tuple[int, int], epsilon: Fraction) -> NoisyShare:
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
    low, high = wilson_ends(share, people)
    below = math.hypot(share - low, Z95 * math.sqrt(added))
    above = math.hypot(high - share, Z95 * math.sqrt(added))
    return NoisyShare(share, max(0.0, share - below), min(1.0, share + above))
