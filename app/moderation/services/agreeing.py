"""Do two moderators decide alike? A sample of decisions is reviewed twice; kappa says how much more
often they agree than chance would make them.

Sources: Cohen 1960 (doi 10.1177/001316446002000104) for kappa; Fleiss, Cohen and Everitt 1969
(doi 10.1037/h0028106) for its standard error.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.core.proportions import Z95

LEAST_A_MONTH = 20
LEAST_SHARE = 0.05

# Share of all pairs, by first and second decision.
Cells = dict[tuple[str, str], float]


@dataclass(frozen=True)
class Agreement:
    """Kappa with a 95 % interval, cut to -1 and 1. `reviewed` is the denominator: decisions that two
    people looked at. Kappa is None where it is not defined: nothing was reviewed, or both gave one
    and the same answer every time, so that chance alone would agree as often."""

    reviewed: int
    alike: int
    kappa: float | None
    low: float | None
    high: float | None


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Compare first decisions with second ones, given blind to the first; codes of the outcome."""
    counts = Counter(pairs)
    reviewed = counts.total()
    alike = sum(count for (first, second), count in counts.items() if first == second)
    if not reviewed:
        return Agreement(0, 0, None, None, None)
    cells = {pair: count / reviewed for pair, count in counts.items()}
    firsts, seconds = _margins(cells)
    by_chance = sum(share * seconds[label] for label, share in firsts.items())
    if math.isclose(by_chance, 1):
        return Agreement(reviewed, alike, None, None, None)
    kappa = (alike / reviewed - by_chance) / (1 - by_chance)
    spread = math.sqrt(_variance(cells, kappa, by_chance) / reviewed)
    low, high = max(-1.0, kappa - Z95 * spread), min(1.0, kappa + Z95 * spread)
    return Agreement(reviewed, alike, kappa, low, high)


def sample_size(decisions: int) -> int:
    """How many of a month's decisions are reviewed twice: 5 %, at least 20, never more than all."""
    return min(decisions, max(LEAST_A_MONTH, math.ceil(LEAST_SHARE * decisions)))


def sample(decisions: Sequence[str], month: str) -> list[str]:
    """Which ones, in a fixed order. The digest of month and id decides, so that nobody can choose
    them and everybody gets the same. `month` is any text that names it: "2026-11"."""
    drawn = sorted(decisions, key=lambda one: sha256(f"{month} {one}".encode()).digest())
    return sorted(drawn[: sample_size(len(decisions))])


def _margins(cells: Cells) -> tuple[dict[str, float], dict[str, float]]:
    """Shares of every label among the first and among the second decisions."""
    firsts: dict[str, float] = defaultdict(float)
    seconds: dict[str, float] = defaultdict(float)
    for (first, second), share in cells.items():
        firsts[first] += share
        seconds[second] += share
    return firsts, seconds


def _variance(cells: Cells, kappa: float, by_chance: float) -> float:
    """Large-sample variance of kappa times the number of pairs (Fleiss, Cohen and Everitt, 13)."""
    firsts, seconds = _margins(cells)
    on = sum(
        share * (1 - (firsts[first] + seconds[first]) * (1 - kappa)) ** 2
        for (first, second), share in cells.items()
        if first == second
    )
    off = sum(
        share * (seconds[first] + firsts[second]) ** 2
        for (first, second), share in cells.items()
        if first != second
    )
    taken = (kappa - by_chance * (1 - kappa)) ** 2
    return max(0.0, on + (1 - kappa) ** 2 * off - taken) / (1 - by_chance) ** 2
