"""Two releases side by side: which shares differ by more than chance and noise can explain.

Both sides are released numbers, so a comparison costs no privacy. Many of the same people stand
in both, which makes the rule say "cannot be told apart" more often than it must.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.insights.services.briefs import BandShare, Brief


@dataclass(frozen=True, slots=True)
class Change:
    """A treatment's share of people helped, before and now, in percent."""

    name: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A brief beside the one of the release before. ``compared`` treatments stand in both."""

    release: str
    compared: int
    changes: tuple[Change, ...]


def differ(before: BandShare, now: BandShare) -> bool:
    """Whether the 95 % interval of the difference leaves out zero.

    Distances to the facing ends are squared and added (the MOVER rule: Zou and Donner 2008).
    """
    low, high = sorted((before, now), key=lambda share: share.percent)
    reach = math.hypot(low.high - low.percent, high.percent - high.low)
    return high.percent - low.percent > reach


def compare(brief: Brief, earlier: Brief | None) -> Comparison | None:
    """What changed since the release before; ``None`` when there is nothing to compare."""
    if earlier is None:
        return None
    old = {line.slug: line.helped for line in earlier.lines}
    both = [
        (line.name, before, line.helped)
        for line in brief.lines
        if line.helped and (before := old.get(line.slug))
    ]
    if not both:
        return None
    changes = tuple(
        Change(name, before.percent, now.percent)
        for name, before, now in both
        if differ(before, now)
    )
    return Comparison(earlier.release.name, len(both), changes)
