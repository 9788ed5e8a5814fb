"""How unevenly something is shared out, such as posts over members.

Every figure depends on who is counted: the same posts give another Gini with readers than without
(science.md 1.4). Who prints one prints the population beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class TopShare:
    """What the `people` with the most have together: `part` of `whole`, as a share from 0 to 1."""

    people: int
    part: int
    whole: int
    share: float


@dataclass(frozen=True, slots=True)
class Concentration:
    """The Herfindahl–Hirschman index, from 1/n to 1, and how many members with equal shares would
    give the same one."""

    index: float
    effective_members: float


def ascending(counts: Sequence[int]) -> list[int]:
    """Counts, fewest first.

    Raises:
        ValueError: one of them is negative.
    """
    ordered = sorted(counts)
    if ordered and ordered[0] < 0:
        raise ValueError("a count is never negative")
    return ordered


def gini(counts: Sequence[int]) -> float | None:
    """G = 2·Σ i·x₍ᵢ₎/(n·Σx) - (n+1)/n, ascending, from 0 (all the same) to (n-1)/n (one has all);
    None where there is nobody or nothing to share (science.md 1.4).

    Raises:
        ValueError: a count is negative.
    """
    ordered = ascending(counts)
    n, total = len(ordered), sum(ordered)
    if not total:
        return None
    weighted = sum(place * count for place, count in enumerate(ordered, 1))
    # Whole numbers until the last step: equal shares give 0 and not almost 0.
    return (2 * weighted - (n + 1) * total) / (n * total)


def corrected_gini(counts: Sequence[int]) -> float | None:
    """G·n/(n-1), which few people do not lower (Deltas 2003); None for fewer than two people.

    Raises:
        ValueError: a count is negative.
    """
    plain, n = gini(counts), len(counts)
    return None if plain is None or n < 2 else plain * n / (n - 1)


def lorenz(counts: Sequence[int]) -> list[tuple[float, float]] | None:
    """Points (share of people, share that they have together), fewest first, from (0, 0) to (1, 1).

    Raises:
        ValueError: a count is negative.
    """
    ordered = ascending(counts)
    n, total = len(ordered), sum(ordered)
    if not total:
        return None
    sums = accumulate(ordered, initial=0)
    return [(place / n, part / total) for place, part in enumerate(sums)]


def up_to(percent: int, people: int) -> int:
    """How many the first `percent` of 100 are, rounded up. In whole numbers, since 0.07 · 100 in
    binary fractions is more than 7."""
    return -(-percent * people // 100)


def top_share(counts: Sequence[int], percent: int) -> TopShare | None:
    """What the ⌈percent·n/100⌉ people with the most have together.

    Raises:
        ValueError: a count is negative, or not 0 ≤ percent ≤ 100.
    """
    if not 0 <= percent <= 100:
        raise ValueError("a percentage from 0 to 100")
    ordered = ascending(counts)
    total = sum(ordered)
    if not total:
        return None
    people = up_to(percent, len(ordered))
    part = sum(ordered[len(ordered) - people :])
    return TopShare(people, part, total, part / total)


def fewest_for_half(counts: Sequence[int]) -> int | None:
    """The fewest people who have half of it or more together: the "bus factor", how many may leave
    before half is gone.

    Raises:
        ValueError: a count is negative.
    """
    ordered = ascending(counts)
    total = sum(ordered)
    if not total:
        return None
    sums = accumulate(reversed(ordered))
    return next(people for people, part in enumerate(sums, 1) if 2 * part >= total)


def concentration(counts: Sequence[int]) -> Concentration | None:
    """The sum of squared shares (Hirschman 1964), and its inverse.

    Raises:
        ValueError: a count is negative.
    """
    ordered = ascending(counts)
    total = sum(ordered)
    if not total:
        return None
    index = sum(count * count for count in ordered) / (total * total)
    return Concentration(index, 1 / index)
