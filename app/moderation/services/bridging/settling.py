"""From near the minimum to the minimum: notes, raters and the mean in turn, each solved exactly.

With everybody else held still, one note is a line through its ratings: two unknowns, closed form.
The same closed form answers what one rating more or one rating less would change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.moderation.services.bridging.parameters import (
    FACTOR_PENALTY,
    INTERCEPT_PENALTY,
    Parameters,
)
from app.moderation.services.bridging.tabulating import Numbers, Places, Side, Table

MOST_ROUNDS = 1_000


@dataclass(frozen=True)
class Lines:
    """The normal equations of many lines `intercept + factor * x`, one in each place: number of
    points, sums of x, x², y and xy; penalties are in the first and the third."""

    points: Numbers
    x: Numbers
    xx: Numbers
    y: Numbers
    xy: Numbers

    def plus(self, x: Numbers, y: Numbers, sign: int = 1) -> Lines:
        """With one point more in each place; with `sign=-1`, one less."""
        return Lines(
            self.points + sign,
            self.x + sign * x,
            self.xx + sign * x * x,
            self.y + sign * y,
            self.xy + sign * x * y,
        )

    def at(self, places: Places) -> Lines:
        """Those of some places; a place may be asked for twice."""
        columns = (self.points, self.x, self.xx, self.y, self.xy)
        return Lines(*(column[places] for column in columns))

    def solved(self) -> tuple[Numbers, Numbers]:
        """Intercepts and factors. The penalties keep the divisor above 0."""
        divisor = self.points * self.xx - self.x * self.x
        return (
            (self.xx * self.y - self.x * self.xy) / divisor,
            (self.points * self.xy - self.x * self.y) / divisor,
        )


def note_lines(table: Table, now: Parameters) -> Lines:
    """What every note would be, raters and mean held still."""
    return _lines(table.by_note, now.mean + now.rater_intercept, now.rater_factor)


def settle(table: Table, start: Parameters, *, closeness: float) -> Parameters:
    """Rounds until no parameter of a note moves by more than `closeness`."""
    now = start
    for _round in range(MOST_ROUNDS):
        intercept, factor = note_lines(table, now).solved()
        moved = np.abs([intercept - now.note_intercept, factor - now.note_factor]).max()
        now = _others_settled(table, now.mean, intercept, factor)
        if moved <= closeness:
            break
    return now


def _others_settled(table: Table, mean: float, intercept: Numbers, factor: Numbers) -> Parameters:
    """Raters after notes, and the mean after both."""
    side = table.by_rater
    lines = _lines(side, mean + intercept, factor)
    rater_intercept, rater_factor = lines.solved()
    counts = side.counts
    rest = lines.y + counts * (mean - rater_intercept) - lines.x * rater_factor
    mean = float(rest.sum() / (counts.sum() * (1 + INTERCEPT_PENALTY)))
    return Parameters(mean, rater_intercept, rater_factor, intercept, factor)


def _lines(side: Side, level: Numbers, factor: Numbers) -> Lines:
    """One line for each of a side; `level` and `factor` are those of the other side."""
    x, y = factor[side.other], side.value - level[side.other]
    weighted = side.weight * x
    counts = side.counts
    share = counts.sum() / np.count_nonzero(counts)
    return Lines(
        counts + INTERCEPT_PENALTY * share,
        side.sums(weighted),
        side.sums(weighted * x) + FACTOR_PENALTY * share,
        side.sums(side.weight * y),
        side.sums(weighted * y),
    )
