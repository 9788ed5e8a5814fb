"""The report as JSON and as CSV: codes, so that it reads the same in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.core.charts import csv_text
from app.core.charts.table_csv import Cell
from app.moderation.services.transparency.counting import Period, Report
from app.moderation.services.transparency.suppressing import LEAST, Cells

HEADER = ("period", "table", "code", "count")
KEPT_BACK = f"under {LEAST} or kept back"
_DIGITS = 3


def as_plain(report: Report) -> dict[str, Any]:
    """What JSON can say. `null` stands for what is kept back, or for what cannot be said."""
    return {
        "before": report.before,
        "least": LEAST,
        "all": _period(report.every),
        "quarters": [_period(one) for one in report.quarters],
    }


def as_csv(report: Report) -> str:
    """One line a number."""
    return csv_text(HEADER, _lines((report.every, *report.quarters)))


def _lines(periods: tuple[Period, ...]) -> Iterator[tuple[Cell, ...]]:
    for one in periods:
        for table, cells in one.tables.items():
            for code, count in _counts(cells):
                yield one.name, table, code, KEPT_BACK if count is None else count
        for name, value in _single(one).items():
            yield one.name, name, "", KEPT_BACK if value is None else value


def _counts(cells: Cells) -> list[tuple[str, int | None]]:
    return [*cells.shown.items(), ("all", cells.total)]


def _period(one: Period) -> dict[str, Any]:
    tables = {name: dict(_counts(cells)) for name, cells in one.tables.items()}
    return {"period": one.name, "tables": tables, **_single(one)}


def _single(one: Period) -> dict[str, Any]:
    share, alike = one.overturned, one.agreement
    return {
        "decision_minutes_median": one.decision_minutes,
        "appeal_minutes_median": one.appeal_minutes,
        "waited_first": one.held,
        "waited_first_minutes_median": one.held_minutes,
        "overturned_share": _cut(share.estimate) if share else None,
        "overturned_low": _cut(share.low) if share else None,
        "overturned_high": _cut(share.high) if share else None,
        "judged_twice": alike.reviewed if alike else None,
        "kappa": _cut(alike.kappa) if alike else None,
        "kappa_low": _cut(alike.low) if alike else None,
        "kappa_high": _cut(alike.high) if alike else None,
    }


def _cut(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
