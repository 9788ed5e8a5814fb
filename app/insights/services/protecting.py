"""From counts to tables that may be published: noise, thresholds, rounding, in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from app.insights.services.counting import CellKey
from app.insights.services.noise import draw_noise
from app.insights.services.show_rules import Protection, ShownRow, shown
from app.insights.services.table_catalogue import Table

Draw = Callable[[Fraction], int]


def protect(
    cells: Counter[CellKey],
    table: Table,
    *,
    condition_id: int,
    treatment_ids: list[int],
    protection: Protection,
    draw: Draw = draw_noise,
) -> dict[int, ShownRow]:
    """The rows of one condition that may be shown, by treatment (or the one row for all).

    Every treatment of the public list gets its noise, also where nobody answered: leaving out the
    empty ones would say which are not empty. Each cell is drawn once. ``draw`` is replaced only to
    prove that attacks succeed on a build without noise.
    """
    rows: dict[int, ShownRow] = {}
    for row_id in sorted({table.row_of(treatment_id) for treatment_id in treatment_ids}):
        noisy = tuple(
            cells[condition_id, row_id, band] + draw(protection.epsilon)
            for band in range(len(table.bands))
        )
        row = shown(noisy, protection)
        if row is not None:
            rows[row_id] = row
    return rows
