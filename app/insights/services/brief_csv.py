"""A brief as CSV: one line per table, treatment and band, with everything needed to read it."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.charts import csv_text
from app.core.charts.table_csv import Cell
from app.insights.services import wording
from app.insights.services.artefacts import ReadRow, ReadTable
from app.insights.services.briefs import Brief, band_share

# Names of columns are part of the data, not of a page: they are the same in every language.
HEADER = (
    "release",
    "cut_off",
    "epsilon",
    "condition",
    "table",
    "treatment",
    "people",
    "band",
    "count",
    "percent",
    "interval_low",
    "interval_high",
)


def _row(brief: Brief, table: ReadTable, row: ReadRow, band: str) -> tuple[Cell, ...]:
    share = band_share(row, band, brief.release.epsilon)
    numbers: tuple[Cell, ...] = (f"under {brief.release.least_cell}", "", "", "")
    if share:
        numbers = (share.count, share.percent, share.low, share.high)
    release = brief.release
    return (
        release.name,
        f"{release.cut_off}",
        f"{release.epsilon}",
        brief.slug,
        table.table_id,
        row.slug or "all",
        row.people,
        band,
        *numbers,
    )


def _rows(brief: Brief, treatment: str | None) -> Iterator[tuple[Cell, ...]]:
    for table_id in wording.TABLES:
        table = brief.tables.get(table_id)
        if table is None:
            continue
        for row in table.rows:
            if treatment in (None, row.slug):
                yield from (_row(brief, table, row, band) for band in table.bands)


def brief_csv(brief: Brief, treatment: str | None = None) -> str:
    """The whole brief, or the lines of one treatment; empty of lines when it is not shown."""
    return csv_text(HEADER, _rows(brief, treatment))
