"""Keeping small numbers back (science.md M18, E14): a number from 1 to 4 could point at somebody.

Hiding it alone is not enough: the total minus what is shown would give it back. So what is hidden in a
table adds up to nothing or to at least five; where small ones add up to less, the smallest of the
others is hidden with them. Zero stays: it is about nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as it may be shown. None stands for what is kept back; `total` is None where the whole
    table is."""

    total: int | None
    shown: dict[str, int | None]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is kept back."""
        return self.total is not None and None not in self.shown.values()


def suppress(counts: Mapping[str, int], *, told_elsewhere: str = "") -> Cells:
    """The cells that may be shown. `told_elsewhere` names one that another table gives away: it is
    hidden last, and then with all others.

    Raises:
        ValueError: a number is negative.
    """
    if min(counts.values(), default=0) < 0:
        raise ValueError("people are counted from 0")
    total = sum(counts.values())
    if 0 < total < LEAST:
        return withheld(counts)
    hidden = {cell for cell, count in counts.items() if 0 < count < LEAST}
    if 0 < sum(counts[cell] for cell in hidden) < LEAST:
        others = sorted((n, cell) for cell, n in counts.items() if n >= LEAST)
        free = [cell for _n, cell in others if cell != told_elsewhere]
        hidden |= {free[0]} if free else {cell for _n, cell in others}
    return Cells(total, {cell: None if cell in hidden else n for cell, n in counts.items()})


def withheld(cells: Iterable[str]) -> Cells:
    """A table of which nothing is shown."""
    return Cells(None, dict.fromkeys(cells))


def together(tables: Iterable[Cells]) -> Cells:
    """What was shown of several tables, added up: nothing that one of them keeps back is in it, so
    it says nothing more than they do."""
    parts = list(tables)
    names = list(dict.fromkeys(name for one in parts for name in one.shown))
    told = {
        name: [one.shown[name] for one in parts if one.shown.get(name) is not None]
        for name in names
    }
    hides = {name for one in parts for name, count in one.shown.items() if count is None}
    totals = [one.total for one in parts if one.total is not None]
    return Cells(
        sum(totals) if any(totals) or len(totals) == len(parts) else None,
        {
            name: sum(filter(None, counts)) if any(counts) or name not in hides else None
            for name, counts in told.items()
        },
    )
