"""Whatever people wrote, a table opened in a spreadsheet holds text and numbers, and no formula."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from app.core.charts.table_csv import csv_text, write_tabbed

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NASTY = st.text(st.sampled_from("=+-@\t\r\n ;,|'\"\uff1d\uff0b a1(!"), max_size=12)
ANY = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
# Whole numbers that the reader of the test, which gives floats, gives back unchanged.
WHOLE = st.integers(-(2**53), 2**53)
CELLS = st.one_of(NASTY, ANY, WHOLE, st.floats(allow_nan=False, allow_infinity=False))
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5)


def tabbed(header: list[str], rows: list[list]) -> str:
    """The text of a report."""
    out = io.StringIO(newline="")
    write_tabbed(out, header, rows)
    return out.getvalue()


def check(text: str, delimiter: str, header: list[str], rows: list[list]) -> None:
    """Read as a spreadsheet does: no more cells than were written, none of them a formula."""
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [len(line) for line in found] == [3] * (len(rows) + 1)
    for written, read in zip([header, *rows], found, strict=True):
        for cell, seen in zip(written, read, strict=True):
            if isinstance(cell, str):
                assert not seen.lstrip(" ").startswith(STARTS)
                assert seen.removeprefix("'") == cell.removeprefix("'")
            else:
                assert float(seen) == cell


@given(st.lists(NASTY | ANY, min_size=3, max_size=3), TABLES)
def test_no_table_holds_a_formula(header: list[str], rows: list[list]) -> None:
    check(csv_text(header, rows), ",", header, rows)


@given(st.lists(NASTY | ANY, min_size=3, max_size=3), TABLES)
def test_no_report_holds_a_formula(header: list[str], rows: list[list]) -> None:
    check(tabbed(header, rows), "\t", header, rows)


def test_texts_stand_in_quotes_and_numbers_do_not() -> None:
    assert csv_text(("a", "b"), [("x", -1.5)]) == '"a","b"\r\n"x",-1.5\r\n'
    assert tabbed(["a"], [[-3]]) == '"a"\n-3\n'
