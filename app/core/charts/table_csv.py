"""Tables as CSV text, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

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
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([guarded(title) for title in header])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()
