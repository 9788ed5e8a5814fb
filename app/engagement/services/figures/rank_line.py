"""Counts against their ranks on double-log paper: the line that studies of posting draw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.engagement.services.figures.inequality import ascending


@dataclass(frozen=True, slots=True)
class RankLine:
    """The straight line through log(count) against log(rank). A high R² proves no power law
    (Clauset, Shalizi and Newman 2009). R² is None when all counts are the same."""

    ranks: int
    slope: float
    r_squared: float | None


def rank_line(counts: Sequence[int]) -> RankLine | None:
    """Least squares through (log rank, log count) of everybody who has something, as van Mierlo 2015
    draws it (doi 10.2196/jmir.4297); None for fewer than two of them.

    Raises:
        ValueError: a count is negative.
    """
    ordered = [math.log(count) for count in reversed(ascending(counts)) if count]
    ranks = len(ordered)
    if ranks < 2:
        return None
    places = [math.log(rank) for rank in range(1, ranks + 1)]
    x, y = math.fsum(places) / ranks, math.fsum(ordered) / ranks
    spread = math.fsum((one - x) ** 2 for one in places)
    height = math.fsum((one - y) ** 2 for one in ordered)
    shared = math.fsum((a - x) * (b - y) for a, b in zip(places, ordered, strict=True))
    is_level = ordered[0] == ordered[-1]
    return RankLine(ranks, shared / spread, None if is_level else shared**2 / (spread * height))
