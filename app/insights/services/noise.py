"""Two-sided geometric (discrete Laplace) noise, drawn exactly.

Whole numbers and chance from the operating system only: no floating point, whose gaps have been
used to undo Laplace noise (Mironov, CCS 2012). The method is Canonne, Kamath and Steinke,
"The Discrete Gaussian for Differential Privacy" (NeurIPS 2020), algorithms 1 and 2.
The law itself, for statements about error, is in ``noise_law``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from fractions import Fraction

Below = Callable[[int], int]
"""Draws a whole number from 0 to n - 1, each as likely."""


def _happens_with_exp_up_to_one(part: int, of: int, below: Below) -> bool:
    # The series of exp(-x), x = part / of: with chances x/1, x/2, x/3 ... one after the other, the
    # first that fails comes on an odd turn with chance exp(-x).
    turn = 1
    if part == of:
        turn = 2  # the chance 1/1 needs no drawing
    while below(of * turn) < part:
        turn += 1
    return turn % 2 == 1


def happens_with_exp(part: int, of: int, below: Below = secrets.randbelow) -> bool:
    """True with chance exp(-part / of), exactly. Refuses a fraction below zero (``ValueError``)."""
    if part < 0 or of <= 0:
        raise ValueError("exp(-x) is no chance for an x below zero")
    while part > of:
        if not _happens_with_exp_up_to_one(1, 1, below):
            return False
        part -= of
    return _happens_with_exp_up_to_one(part, of, below)


def _magnitude(epsilon: Fraction, below: Below) -> int:
    scale = epsilon.denominator
    part = below(scale)
    while not happens_with_exp(part, scale, below):
        part = below(scale)
    rounds = 0
    while _happens_with_exp_up_to_one(1, 1, below):
        rounds += 1
    return (part + scale * rounds) // epsilon.numerator


def draw_noise(epsilon: Fraction, below: Below = secrets.randbelow) -> int:
    """One whole number x, drawn with chance proportional to exp(-epsilon * |x|).

    Added to a count that one person can move by one, it gives epsilon-differential privacy.
    ``below`` is for tests of the arithmetic; anything but the default protects nobody.
    """
    if epsilon <= 0:
        raise ValueError("epsilon must be above zero")
    while True:
        negative = below(2) == 1
        magnitude = _magnitude(epsilon, below)
        if magnitude or not negative:  # otherwise zero would be counted twice
            return -magnitude if negative else magnitude
