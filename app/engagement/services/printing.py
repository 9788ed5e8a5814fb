"""A panel as a file: of whom and when first, then the table."""

from __future__ import annotations

from datetime import timedelta

from app.core.charts.table_csv import Cell, csv_text
from app.engagement.queries.figures import FigureLine
from app.engagement.services.showing.base import SHOWS, Board, Shown, Table

_HIDDEN = "under 5"


def as_csv(board: Board, lines: list[FigureLine]) -> str:
    """RFC 4180 text, every row as long as the longest. First what it is about, a column for each
    definition of a reader; then the table, whose rows begin with the definition they stand under.
    What is hidden is words."""
    tables = [(line.definition, _table(SHOWS[line.panel](line, board))) for line in lines]
    header = next((table.header for _name, table in tables if table.header), ())
    rows: list[tuple[Cell | None, ...]] = [
        *_head(board, lines),
        ("definition", *header),
        *((definition, *row) for definition, table in tables for row in table.rows),
    ]
    width = max(len(row) for row in rows)
    padded = [[*map(_cell, row), *[""] * (width - len(row))] for row in rows]
    return csv_text([str(cell) for cell in padded[0]], padded[1:])


def _table(shown: Shown) -> Table:
    return shown.file or Table(shown.header, shown.rows)


def _cell(cell: Cell | None) -> Cell:
    return _HIDDEN if cell is None else cell


def _head(board: Board, lines: list[FigureLine]) -> list[tuple[Cell | None, ...]]:
    """Window, population and exclusions, so that no number goes without them (science.md E1)."""
    newest = lines[0]
    first = newest.day - timedelta(days=newest.window_days - 1)
    told = ("population", "seen", "posters", "excluded")
    return [
        ("panel", newest.panel),
        ("board", board.slug or "site"),
        ("window_days", newest.window_days),
        ("first_day", first.isoformat()),
        ("last_day", newest.day.isoformat()),
        ("definition", *(line.definition for line in lines)),
        ("version", *(line.version for line in lines)),
        ("computed_at", *(line.computed_at.isoformat(timespec="seconds") for line in lines)),
        *((name, *(line.numbers[name] for line in lines)) for name in told),
    ]
