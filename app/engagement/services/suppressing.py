"""Numbers of people as they may be shown (science.md E14): in steps of five, and none under five.

Hiding small numbers is not enough where the same people are counted again tomorrow, for a longer
window, under another definition and for the whole site: two true numbers, one less the other, would
give a small one back. Numbers in steps of five differ by nothing or by five, whichever two are taken.
So every number of people, and of what people did, goes through `people` before it is stored, and
whatever follows from numbers (shares, intervals) is computed from what `people` gave.
"""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 5
"""A smaller number is hidden, and with it 0: a number that was 0 yesterday and hidden today would
tell of somebody."""
STEP = 5


def people(count: int) -> int | None:
    """The count to the nearest five; None under five.

    Raises:
        ValueError: the count is negative.
    """
    if count < 0:
        raise ValueError("people are counted from 0")
    if count < LEAST:
        return None
    return STEP * ((count + STEP // 2) // STEP)


def cells(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The same for every number of a table."""
    return {name: people(count) for name, count in counts.items()}
