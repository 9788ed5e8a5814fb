"""What a panel is: numbers of one group, or of the site, for one window and one definition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

WINDOWS = (28, 84)
"""Days. 84 are the twelve weeks of Nonnecke and Preece 2000; counters are kept for 90."""
DEFAULT_WINDOW = 84
DEFINITIONS = ("none", "few")
"""Who counts as a reader: whoever wrote nothing in the window, or at most three posts (science.md
1.3, E4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which numbers: of a group or of the whole site (`group_id` None), the last `window` days up to
    and with the finished `day` (UTC)."""

    group_id: int | None
    window: int
    definition: str
    day: date

    @property
    def first_day(self) -> date:
        """The first day that counts."""
        return self.day - timedelta(days=self.window - 1)

    @property
    def begins(self) -> datetime:
        """The first instant of the first day."""
        return datetime.combine(self.first_day, time(), UTC)

    @property
    def ends(self) -> datetime:
        """The first instant after the last day: figures know of nothing from then on."""
        return datetime.combine(self.day + timedelta(days=1), time(), UTC)


Numbers = dict[str, Any]
Compute = Callable[[Scope], Numbers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`site_only`: it says nothing about a single group."""

    key: str
    compute: Compute
    site_only: bool = False
    by_definition: bool = False

    def stands_on(self, group_id: int | None) -> bool:
        """Whether this board has it."""
        return group_id is None or not self.site_only

    @property
    def definitions(self) -> tuple[str, ...]:
        """Those for which it is computed."""
        return DEFINITIONS if self.by_definition else DEFINITIONS[:1]


PANELS: dict[str, Panel] = {}


def panel(
    key: str, *, site_only: bool = False, by_definition: bool = False
) -> Callable[[Compute], Compute]:
    """Register the function that computes a panel. `by_definition`: its numbers depend on who counts
    as a reader; else they are computed once for both. Numbers are JSON: `**counted(scope)` of
    `population`, "population" for whom the panel speaks of, and sums and shares in which every number
    of people went through `suppressing.people`."""

    def register(compute: Compute) -> Compute:
        PANELS[key] = Panel(
            key=key, compute=compute, site_only=site_only, by_definition=by_definition
        )
        return compute

    return register
