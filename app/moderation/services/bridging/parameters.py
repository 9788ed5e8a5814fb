"""The model: how helpful a note is to people who otherwise disagree.

Each rating is taken as `mean + rater_intercept + note_intercept + rater_factor * note_factor`. The
factors find the one line along which raters differ most; what all sides agree on is left for the
note's intercept, which decides.

Source: twitter/communitynotes, commit 273c8958, `matrix_factorization.py`. Minimised is the mean
squared error plus penalties that are means as well: over raters and over notes. The description
there prints sums; with sums a note of three votes would be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.moderation.services.bridging.tabulating import Numbers, Table

INTERCEPT_PENALTY = 0.15
FACTOR_PENALTY = 0.03


@dataclass(frozen=True)
class Parameters:
    """One fit, or one moment of it; the arrays follow the places of the table."""

    mean: float
    rater_intercept: Numbers
    rater_factor: Numbers
    note_intercept: Numbers
    note_factor: Numbers

    def expected(self, table: Table) -> Numbers:
        """What the model says of every row."""
        crossed = self.rater_factor[table.rater] * self.note_factor[table.note]
        own = self.rater_intercept[table.rater] + self.note_intercept[table.note]
        return self.mean + own + crossed

    def flat(self) -> Numbers:
        """All numbers in one row, for steps that treat them alike."""
        return np.concatenate(
            [
                [self.mean],
                self.rater_intercept,
                self.rater_factor,
                self.note_intercept,
                self.note_factor,
            ]
        )

    def turned(self) -> Parameters:
        """The same fit with both factors mirrored, which changes no prediction."""
        return Parameters(
            self.mean,
            self.rater_intercept,
            -self.rater_factor,
            self.note_intercept,
            -self.note_factor,
        )


def unflat(flat: Numbers, raters: int, notes: int) -> Parameters:
    """The other way round."""
    ends = np.cumsum([1, raters, raters, notes])
    _mean, rater_intercept, rater_factor, note_intercept, note_factor = np.split(flat, ends)
    return Parameters(float(flat[0]), rater_intercept, rater_factor, note_intercept, note_factor)


def loss_of(table: Table, now: Parameters) -> float:
    """What the fit minimises; for a table with all its rows, as are the slopes."""
    error = table.value - now.expected(table)
    intercepts = now.mean**2 + _mean_square(now.rater_intercept) + _mean_square(now.note_intercept)
    factors = _mean_square(now.rater_factor) + _mean_square(now.note_factor)
    return _mean_square(error) + INTERCEPT_PENALTY * intercepts + FACTOR_PENALTY * factors


def slopes_of(table: Table, now: Parameters) -> Parameters:
    """The derivative of the loss by every parameter."""
    pull = -2 / len(table.value) * (table.value - now.expected(table))
    by_rater, by_note = 2 / len(table.rater_ids), 2 / len(table.note_ids)
    return Parameters(
        float(pull.sum()) + 2 * INTERCEPT_PENALTY * now.mean,
        table.per_rater(pull) + by_rater * INTERCEPT_PENALTY * now.rater_intercept,
        table.per_rater(pull * now.note_factor[table.note])
        + by_rater * FACTOR_PENALTY * now.rater_factor,
        table.by_note.sums(pull) + by_note * INTERCEPT_PENALTY * now.note_intercept,
        table.by_note.sums(pull * now.rater_factor[table.rater])
        + by_note * FACTOR_PENALTY * now.note_factor,
    )


def _mean_square(numbers: Numbers) -> float:
    return float(np.mean(numbers * numbers))
