"""Writes a table of ours: gzip, tab separated, its sources and licences in its own head."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """What goes into one file. `head` lines say source, version, licence and citation."""

    file: str
    head: list[str]
    columns: list[str]
    rows: list[list[str]]


def write_table(folder: Path, table: Table) -> tuple[int, int]:
    """Write the file, sorted and without a time stamp, so that equal input gives equal bytes.

    Returns the number of rows and of bytes.
    """
    lines = [f"# {line}" for line in table.head]
    lines.append("\t".join(table.columns))
    lines += sorted("\t".join(map(_cell, row)) for row in table.rows)
    packed = gzip.compress("\n".join([*lines, ""]).encode(), compresslevel=9, mtime=0)
    (folder / table.file).write_bytes(packed)
    return len(table.rows), len(packed)


def _cell(text: str) -> str:
    return " ".join(text.split())
