"""Is the line that raters differ along the same one as last week?

If it wanders, it is chance, and moderators look before more notes go live. Ours: .8 or more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import correlation

from app.moderation.services.bridging.shapes import Status

STABLE_FROM = 0.8
LEAST_NOTES = 3


@dataclass(frozen=True)
class Stability:
    """`notes` is the denominator: how many have a factor both times. The correlation has no sign,
    since a mirrored line is the same line; None where it is not defined."""

    notes: int
    correlation: float | None

    @property
    def is_stable(self) -> bool:
        """At least .8. Where there is nothing to compare, nothing is known to be stable."""
        return self.correlation is not None and self.correlation >= STABLE_FROM


def stability(before: Mapping[int, Status], after: Mapping[int, Status]) -> Stability:
    """Compare the factors of the notes in two results of `score`."""
    both = sorted(before.keys() & after.keys())
    pairs = [(before[key].factor, after[key].factor) for key in both]
    known = [(first, second) for first, second in pairs if first is not None and second is not None]
    firsts, seconds = ([pair[side] for pair in known] for side in (0, 1))
    if len(known) < LEAST_NOTES or len(set(firsts)) == 1 or len(set(seconds)) == 1:
        return Stability(len(known), None)
    return Stability(len(known), abs(correlation(firsts, seconds)))
