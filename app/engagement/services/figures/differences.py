"""Shares of two groups beside each other, and tables of counts. What is found is an association:
people choose what they do, so nothing here says what causes what.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.proportions import Z95, Difference, newcombe


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure divided by another, with the ends of the 95 % interval; 1 means alike."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ChiSquared:
    """Pearson's chi-squared test without continuity correction. Where `least_expected` is under 5
    the p-value is rough (Cochran 1954)."""

    statistic: float
    df: int
    p: float
    least_expected: float


@dataclass(frozen=True, slots=True)
class Association:
    """Two shares compared. A ratio is None where one of the counts it divides by is 0."""

    first: tuple[int, int]
    second: tuple[int, int]
    difference: Difference
    risk_ratio: Ratio | None
    odds_ratio: Ratio | None
    test: ChiSquared | None


def associate(first: tuple[int, int], second: tuple[int, int]) -> Association | None:
    """Two shares, each as part and whole; None when one is a share of nothing.

    Raises:
        ValueError: a part is larger than its whole, or negative.
    """
    difference = newcombe(first, second)
    if difference is None:
        return None
    cells = [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]
    return Association(
        first,
        second,
        difference,
        _risk_ratio(first, second),
        _odds_ratio(cells),
        chi_squared(cells),
    )


def _risk_ratio(first: tuple[int, int], second: tuple[int, int]) -> Ratio | None:
    """By the logarithm (Katz and others 1978): variance 1/a - 1/n of each."""
    (a, n), (b, m) = first, second
    if not (a and b):
        return None
    return _around(a * m / (n * b), 1 / a - 1 / n + 1 / b - 1 / m)


def _odds_ratio(cells: list[list[int]]) -> Ratio | None:
    """By the logarithm (Woolf 1955): variance Σ 1/cell."""
    (a, b), (c, d) = cells
    if not (a and b and c and d):
        return None
    return _around(a * d / (b * c), 1 / a + 1 / b + 1 / c + 1 / d)


def _around(estimate: float, variance: float) -> Ratio:
    spread = math.exp(Z95 * math.sqrt(variance))
    return Ratio(estimate, estimate / spread, estimate * spread)


def chi_squared(table: Sequence[Sequence[int]]) -> ChiSquared | None:
    """Whether rows and columns of counts have to do with each other (Pearson 1900); None for fewer
    than two rows or columns, or when one of them is empty.

    Raises:
        ValueError: rows differ in length, or a count is negative.
    """
    if len({len(row) for row in table}) > 1 or any(cell < 0 for row in table for cell in row):
        raise ValueError("rows of the same length, counts from 0 on")
    if len(table) < 2 or len(table[0]) < 2:
        return None
    rows, columns = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )
    if not all(rows) or not all(columns):
        return None
    total = sum(rows)
    expected = [[row * column / total for column in columns] for row in rows]
    pairs = (
        pair
        for seen, wanted in zip(table, expected, strict=True)
        for pair in zip(seen, wanted, strict=True)
    )
    statistic = math.fsum((seen - wanted) ** 2 / wanted for seen, wanted in pairs)
    df = (len(rows) - 1) * (len(columns) - 1)
    return ChiSquared(statistic, df, _beyond(statistic, df), min(map(min, expected)))


def _beyond(statistic: float, df: int) -> float:
    """How much of the chi-squared distribution lies above."""
    from scipy.special import chdtrc

    return float(chdtrc(df, statistic))
