"""The fixed list of released tables, read from its versioned file and checked against its rules."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from app.insights.services.show_rules import Protection

_FILE = Path(__file__).parent.parent / "data" / "table_catalogue.toml"
MOST_TABLES = 3
"""A person is counted in at most three tables of a release (S-1)."""
ALL_TREATMENTS = 0
"""Stands for the row of a table that takes all treatments of a condition together."""
_ROWS = ("treatments", "all-treatments")


@dataclass(frozen=True, slots=True)
class Band:
    """One column: some answers taken together."""

    id: str
    values: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the attribute it counts, and the bands that split it without overlap.

    ``rows`` is "treatments" (one row each) or "all-treatments" (one row)."""

    id: str
    rows: str
    attribute: str
    bands: tuple[Band, ...]

    def row_of(self, treatment_id: int) -> int:
        """The row in which an answer about a treatment is counted."""
        return treatment_id if self.rows == "treatments" else ALL_TREATMENTS

    def band_of(self, value: int | str | None) -> int | None:
        """The number of the column that an answer falls into; ``None`` for no answer."""
        return next((n for n, band in enumerate(self.bands) if value in band.values), None)


@dataclass(frozen=True, slots=True)
class TableCatalogue:
    """All tables and the ways to protect them, under one version number."""

    version: int
    tables: tuple[Table, ...]
    protections: dict[str, Protection]


def _table(entry: dict[str, Any]) -> Table:
    bands = tuple(Band(band["id"], tuple(band["values"])) for band in entry["bands"])
    return Table(entry["id"], entry["rows"], entry["attribute"], bands)


def _protection(entry: dict[str, Any]) -> Protection:
    return Protection(Fraction(entry["epsilon"]), entry["least_cell"], entry["least_cohort"])


def check(tables: tuple[Table, ...]) -> None:
    """Refuse a list that would count a person too often (``ValueError`` says why)."""
    if len(tables) > MOST_TABLES:
        raise ValueError(
            f"more than {MOST_TABLES} tables: a person would be counted in all of them"
        )
    for what in ("id", "attribute"):
        if len({getattr(table, what) for table in tables}) < len(tables):
            raise ValueError(f"the same {what} in two tables")
    for table in tables:
        if table.rows not in _ROWS:
            raise ValueError(f"{table.id}: rows must be one of {', '.join(_ROWS)}")
        values = [value for band in table.bands for value in band.values]
        if len(set(values)) < len(values):
            raise ValueError(f"{table.id}: an answer would be counted in two bands")


def read(text: str) -> TableCatalogue:
    """The catalogue in a TOML text. Refuses one that breaks a rule (``ValueError``)."""
    data = tomllib.loads(text)
    tables = tuple(_table(entry) for entry in data["tables"])
    check(tables)
    protections = {name: _protection(entry) for name, entry in data["protection"].items()}
    return TableCatalogue(data["version"], tables, protections)


@cache
def table_catalogue() -> TableCatalogue:
    """The catalogue that this version of the site releases by."""
    return read(_FILE.read_text("utf-8"))
