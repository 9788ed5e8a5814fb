"""The order of treatments on a page: by what is at least true, not by what looks best.

A treatment with three delighted people has a wide interval and a low lower end; it does not
outrank one with hundreds. Ties go to more people, then to the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.proportions import Share, wilson

LEAST_PEOPLE = 5
"""Figures over members are shown from five people on; below that the page says "too few to show"."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One treatment among others: who answered, and the share that ``helped`` is out of ``people``."""

    key: int
    name: str
    people: int
    helped: int
    share: Share | None

    @property
    def is_too_few(self) -> bool:
        """Fewer than five people answered, so no figure is shown."""
        return self.share is None


def standing(*, key: int, name: str, people: int, helped: int) -> Standing:
    """A standing with its Wilson interval, or without one under five people."""
    share = wilson(helped, people) if people >= LEAST_PEOPLE else None
    return Standing(key, name, people, helped, share)


def ranked(standings: Iterable[Standing]) -> Sequence[Standing]:
    """Highest lower end first; those with too few people last, by name, so that no order leaks."""

    def place(one: Standing) -> tuple[int, float, int, str]:
        if one.share is None:
            return (1, 0.0, 0, one.name)
        return (0, -one.share.low, -one.people, one.name)

    return sorted(standings, key=place)
