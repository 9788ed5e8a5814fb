"""Tables as CSV text, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TextIO

Cell = str | int | float
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guarded(cell: Cell) -> Cell:
    """The cell with an apostrophe in front when a spreadsheet would run its text.

    Numbers pass unchanged. Leading spaces do not hide a formula, so they are looked through.
    """
    if not isinstance(cell, str):
        return cell
    if cell.startswith(_FORMULA_STARTS) or cell.lstrip(" ").startswith(_FORMULA_STARTS):
        return "'" + cell
    return cell


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Header and rows as RFC 4180 text: lines end in CR LF, every text is in quotes."""
    out = io.StringIO()
    _write(out, header, rows, delimiter=",", lineterminator="\r\n")
    return out.getvalue()


def write_tabbed(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """The same with tabs between cells and lines that end in LF: for reports beside a data set."""
    _write(file, header, rows, delimiter="\t", lineterminator="\n")


def _write(
    file: TextIO, header: Sequence[str], rows: Iterable[Sequence[Cell]], **dialect: str
) -> None:
    """The one place through which every cell goes. Every text stands in quotes: a lone CR inside
    it would otherwise begin a new line, and what follows a new cell."""
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, **dialect)  # type: ignore[arg-type]
    writer.writerow([guarded(title) for title in header])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
