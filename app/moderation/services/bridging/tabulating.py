"""Ratings as columns of numbers, always in the same order, whatever order they came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.moderation.services.bridging.shapes import Rating

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """All rows in the order of raters, or of notes. `starts` says where the rows of each begin,
    `other` at which place of the other side each row points. Rows of weight 0 are left out."""

    starts: Places
    other: Places
    value: Numbers
    weight: Numbers

    def sums(self, numbers: Numbers) -> Numbers:
        """Over the rows of each rater, or note."""
        return np.add.reduceat(numbers, self.starts)

    @property
    def counts(self) -> Numbers:
        """How many rows each has."""
        return self.sums(self.weight)

    @property
    def present(self) -> int:
        """How many have any row."""
        return int(np.count_nonzero(self.counts))


@dataclass(frozen=True)
class Table:
    """One row a rating, by note and then by rater. `rater` and `note` are places in `rater_ids` and
    `note_ids`, which are sorted; `by_rater` holds the same rows in the order `order`."""

    rater_ids: NDArray[np.int64]
    note_ids: NDArray[np.int64]
    rater: Places
    note: Places
    order: Places
    by_note: Side
    by_rater: Side

    @property
    def value(self) -> Numbers:
        """The ratings."""
        return self.by_note.value

    @property
    def weight(self) -> Numbers:
        """1 for rows that count, 0 for those left out."""
        return self.by_note.weight

    def per_rater(self, numbers: Numbers) -> Numbers:
        """Sums over the rows of each rater."""
        return self.by_rater.sums(numbers[self.order])

    def without(self, raters: Places) -> Table:
        """As if these raters, by place, had never rated. All places stay."""
        weight = self.weight * ~np.isin(self.rater, raters)
        return _table(self.rater_ids, self.note_ids, self.rater, self.note, self.value, weight)


def tabulate(ratings: Iterable[Rating]) -> tuple[Table, list[Rating]]:
    """The table, and the ratings in the order of its rows."""
    rows = sorted(ratings, key=lambda one: (one.note_id, one.rater_id))
    rater_ids, rater = np.unique([one.rater_id for one in rows], return_inverse=True)
    note_ids, note = np.unique([one.note_id for one in rows], return_inverse=True)
    value = np.array([one.value for one in rows], dtype=np.float64)
    return _table(rater_ids, note_ids, rater, note, value, np.ones_like(value)), rows


def _table(
    rater_ids: NDArray[np.int64],
    note_ids: NDArray[np.int64],
    rater: Places,
    note: Places,
    value: Numbers,
    weight: Numbers,
) -> Table:
    order = np.argsort(rater, kind="stable")
    by_note = Side(_starts(note), rater, value, weight)
    by_rater = Side(_starts(rater[order]), note[order], value[order], weight[order])
    return Table(rater_ids, note_ids, rater, note, order, by_note, by_rater)


def _starts(sorted_places: Places) -> Places:
    """Where each place begins; every place has a row."""
    return np.flatnonzero(np.diff(sorted_places, prepend=-1))
