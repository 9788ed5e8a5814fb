"""What of a noisy table may be seen (rules S-6 and S-7 of the safety plan).

Everything here takes noisy numbers only. No rule may ever look at a true count: a threshold on the
true count is itself the leak. What is worked out from noisy numbers stays as protected as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

ROUNDING = 5
LOWEST_PERCENT, HIGHEST_PERCENT = 5, 95


@dataclass(frozen=True, slots=True)
class Protection:
    """How strongly a release protects: noise per table, and the smallest noisy numbers shown."""

    epsilon: Fraction
    least_cell: int
    least_cohort: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it may be published. ``people`` and ``counts`` are rounded to 5; a ``None`` stands
    for a cell that is too small to show."""

    people: int
    counts: tuple[int | None, ...]


def rounded(count: int) -> int:
    """To the nearest 5, never below zero."""
    return max(0, (count + ROUNDING // 2) // ROUNDING * ROUNDING)


def clamped(percent: float) -> int:
    """A whole percentage from 5 to 95, so that nobody and everybody look like few and many."""
    return min(HIGHEST_PERCENT, max(LOWEST_PERCENT, round(percent)))


def shown(noisy: tuple[int, ...], protection: Protection) -> ShownRow | None:
    """The row as it may be published, or ``None`` when its noisy cohort is too small.

    The cohort is the sum of the noisy cells, never a noisy total of its own: a person would then
    move two figures and pay twice.
    """
    cohort = sum(noisy)
    if cohort < protection.least_cohort:
        return None
    counts = tuple(rounded(count) if count >= protection.least_cell else None for count in noisy)
    return ShownRow(people=rounded(cohort), counts=counts)
