"""Who answers whom, in numbers: how much is given back, whom nobody answered, who received first and
gave later. Names stay with the caller; what is shown are counts (science.md E17).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer from `giver` to what `receiver` wrote."""

    giver: int
    receiver: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Network:
    """Counts of a group: `writers` who posted, `pairs` of giver and receiver, answers in all, how
    much of them was given back, writers whom nobody answered, receivers who later gave."""

    writers: int
    pairs: int
    replies: int
    reciprocity: float | None
    isolates: int
    became_givers: int


def edges(replies: Iterable[Reply]) -> Counter[tuple[int, int]]:
    """How often each giver answered each receiver; answers to oneself are none."""
    return Counter((one.giver, one.receiver) for one in replies if one.giver != one.receiver)


def reciprocity(weights: Mapping[tuple[int, int], int]) -> float | None:
    """Σ 2·min(w_ij, w_ji)/Σ w over pairs, from 0 to 1 (Squartini and others 2013,
    doi 10.1038/srep02729); None without any answer to another person."""
    between = {pair: weight for pair, weight in weights.items() if pair[0] != pair[1]}
    total = sum(between.values())
    if not total:
        return None
    # Every pair is met from both sides, which is the factor of 2.
    back = sum(min(weight, between.get((b, a), 0)) for (a, b), weight in between.items())
    return back / total


def isolates(writers: Collection[int], weights: Mapping[tuple[int, int], int]) -> set[int]:
    """Who posted and was answered by nobody else."""
    answered = {b for (a, b), weight in weights.items() if a != b and weight}
    return set(writers) - answered


def became_givers(replies: Iterable[Reply]) -> set[int]:
    """Who was answered by somebody else before the first time that they answered anybody."""
    gave: dict[int, datetime] = {}
    received: dict[int, datetime] = {}
    for one in replies:
        if one.giver != one.receiver:
            gave[one.giver] = min(one.at, gave.get(one.giver, one.at))
            received[one.receiver] = min(one.at, received.get(one.receiver, one.at))
    return {
        member for member, first in gave.items() if member in received and received[member] < first
    }


def network(writers: Collection[int], replies: Collection[Reply]) -> Network:
    """The counts of a group, of everybody who posted and every answer in the window."""
    weights = edges(replies)
    return Network(
        writers=len(set(writers)),
        pairs=len(weights),
        replies=weights.total(),
        reciprocity=reciprocity(weights),
        isolates=len(isolates(writers, weights)),
        became_givers=len(became_givers(replies)),
    )
