"""How long something takes when for some it has not happened yet: a first answer, a next step.

Who still waits counts as waiting until now. Leaving them out would say that everybody is answered.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.proportions import Z95

_HALF = 0.5 + 1e-12


@dataclass(frozen=True, slots=True)
class Wait:
    """How long, in any one unit, and whether it ended in what was waited for."""

    time: float
    has_ended: bool


@dataclass(frozen=True, slots=True)
class Step:
    """At `time`: how many were still waiting just before, for how many it happened, and the share
    from 0 to 1 that waits on, with the ends of its 95 % interval. There is none where the share is
    1 or 0."""

    time: float
    at_risk: int
    happened: int
    still_waiting: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """The steps in order of time; `people` who waited, `longest` the longest wait of all."""

    people: int
    longest: float
    steps: tuple[Step, ...]

    @property
    def median(self) -> float | None:
        """When half or fewer still wait; None when it did not come to that."""
        return next((step.time for step in self.steps if step.still_waiting <= _HALF), None)

    def at(self, time: float) -> Step | None:
        """The share that waits longer than `time`; None after the longest wait, if somebody still
        waits there: nothing is known of later.

        Raises:
            ValueError: `time` is negative.
        """
        if not time >= 0:
            raise ValueError("a time from 0 on")
        place = bisect_right(self.steps, time, key=lambda step: step.time)
        if not place:
            step = Step(0, self.people, 0, 1.0, None, None)
        else:
            step = self.steps[place - 1]
        return None if time > self.longest and step.still_waiting > 0 else step


def kaplan_meier(waits: Iterable[Wait]) -> Curve | None:
    """The product-limit estimate (Kaplan and Meier 1958) with Greenwood's variance and an interval
    from ln(-ln S), which stays within 0 and 1 (Kalbfleisch and Prentice 2002, 1.4); None of nobody.

    Raises:
        ValueError: a wait is negative or no number.
    """
    waits = list(waits)
    if not all(0 <= one.time < math.inf for one in waits):
        raise ValueError("waits are numbers from 0 on")
    if not waits:
        return None
    left = Counter(one.time for one in waits)
    ended = Counter(one.time for one in waits if one.has_ended)
    at_risk, share, greenwood, steps = len(waits), 1.0, 0.0, []
    for time in sorted(left):
        happened = ended[time]
        if happened:
            # Nobody left: the sum has no end, and there is no interval either.
            staying = at_risk - happened
            share *= staying / at_risk
            greenwood += happened / (at_risk * staying) if staying else math.inf
            steps.append(Step(time, at_risk, happened, share, *_ends(share, greenwood)))
        at_risk -= left[time]
    return Curve(len(waits), max(left), tuple(steps))


def _ends(share: float, greenwood: float) -> tuple[float | None, float | None]:
    """The ends of the interval around a share, from Greenwood's sum Σ d/(n(n-d))."""
    if not 0 < share < 1:
        return None, None
    spread = Z95 * math.sqrt(greenwood) / abs(math.log(share))
    return share ** math.exp(spread), share ** math.exp(-spread)
