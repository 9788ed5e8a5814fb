"""From answers to counts: each person once.

A person may have judged several treatments for several conditions. For a release one of these
judgements is drawn by chance, and all tables count that one. So a person moves at most one cell
of a table, and at most three tables of a whole release, however much they wrote. Drawing is fairer
than taking the newest: whoever tried five treatments would else only ever speak for the fifth.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from app.insights.queries.answers import Answer
from app.insights.services.table_catalogue import Table

CellKey = tuple[int, int, int]
"""Condition, row (a treatment, or all of them together), number of the band."""


def newest_of_each_pair(answers: Iterable[Answer]) -> list[Answer]:
    """One answer per treatment and condition; expects one person's answers, newest first."""
    pairs: dict[tuple[int, int], Answer] = {}
    for answer in answers:
        pairs.setdefault((answer.condition_id, answer.treatment_id), answer)
    return list(pairs.values())


def count(
    answers: Iterable[Answer],
    tables: Sequence[Table],
    choose: Callable[[list[Answer]], Answer] = secrets.choice,
) -> dict[str, Counter[CellKey]]:
    """Counts per table and cell. Expects the answers of one person together, newest first.

    ``choose`` picks the one answer of a person that counts; it must look at that person only.
    """
    cells: dict[str, Counter[CellKey]] = {table.id: Counter() for table in tables}
    for _, own in groupby(answers, key=lambda answer: answer.member_id):
        answer = choose(newest_of_each_pair(own))
        for table in tables:
            band = table.band_of(getattr(answer, table.attribute))
            if band is not None:
                row = table.row_of(answer.treatment_id)
                cells[table.id][answer.condition_id, row, band] += 1
    return cells
