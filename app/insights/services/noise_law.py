"""What is known about the noise: its law, its spread and the error to state on a page.

Two-sided geometric law (Ghosh, Roughgarden and Sundararajan, STOC 2009): with a = exp(-epsilon),
P(X = x) = (1 - a) / (1 + a) * a^|x|. Floating point is fine here; nothing is drawn.
"""

from __future__ import annotations

import math
from fractions import Fraction


def chance_of(value: int, epsilon: Fraction) -> float:
    """P(X = value)."""
    ratio = math.exp(-epsilon)
    return (1 - ratio) / (1 + ratio) * ratio ** abs(value)


def chance_up_to(value: int, epsilon: Fraction) -> float:
    """P(X <= value)."""
    ratio = math.exp(-epsilon)
    if value < 0:
        return ratio**-value / (1 + ratio)
    return 1 - ratio ** (value + 1) / (1 + ratio)


def variance(epsilon: Fraction) -> float:
    """Variance of one draw: 2a / (1 - a)^2."""
    ratio = math.exp(-epsilon)
    return 2 * ratio / (1 - ratio) ** 2


def error_bound(epsilon: Fraction, confidence: float = 0.95) -> int:
    """The smallest whole number b with P(-b <= X <= b) >= confidence; 6 for epsilon 1/2."""
    bound = 0
    while 2 * (1 - chance_up_to(bound, epsilon)) > 1 - confidence:
        bound += 1
    return bound


def chance_shown(true_count: int, threshold: int, epsilon: Fraction) -> float:
    """The chance that a true count is shown because its noisy count reaches the threshold."""
    return 1 - chance_up_to(threshold - true_count - 1, epsilon)


def best_guess_rate(epsilon: Fraction) -> float:
    """How often the best possible attacker guesses one of two neighbouring worlds: e^E / (1 + e^E)."""
    return 1 / (1 + math.exp(-epsilon))
