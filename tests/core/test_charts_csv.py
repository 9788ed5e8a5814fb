"""The CSV of a chart opens as text and numbers, never as a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.charts import csv_text


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\uff1d"])
def test_a_cell_that_could_be_a_formula_starts_with_an_apostrophe(start: str) -> None:
    rows = _read(csv_text(("a",), [(f"{start}cmd",)]))
    assert rows[1][0] == f"'{start}cmd"


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1))
def test_no_cell_ever_starts_a_formula(words: list[str]) -> None:
    for cell in _read(csv_text(words, [words]))[1]:
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_stay_numbers() -> None:
    assert csv_text(("What", "n"), [("a", -3)]) == '"What","n"\r\n"a",-3\r\n'


def test_a_title_that_could_be_a_formula_is_quoted_too() -> None:
    assert _read(csv_text(("=1+1",), [])) == [["'=1+1"]]


def test_quotes_commas_and_line_breaks_survive() -> None:
    words = 'a "word", and\nanother'
    assert _read(csv_text(("t",), [(words,)]))[1] == [words]
