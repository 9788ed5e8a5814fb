"""What a person may open in a spreadsheet is written by one function, which guards its cells."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import modules

WRITERS = {"writer", "DictWriter", "to_csv", "savetxt", "openpyxl", "xlsxwriter"}
ALLOWED = {
    "app.core.charts.table_csv": "the writer",
}


def writers_in(tree: ast.AST) -> set[str]:
    """Names in it that write tables, whatever they are imported as."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {part for alias in node.names for part in alias.name.split(".")}
    return found & WRITERS


def test_tables_are_written_in_one_place() -> None:
    """A second writer would not quote formulas."""
    assert {m.name for m in modules() if writers_in(m.tree)} == set(ALLOWED)


@pytest.mark.parametrize(
    "source",
    ["csv.writer(f)", "from csv import writer as w", "csv.DictWriter(f, [])", "import openpyxl"],
)
def test_the_check_sees_a_second_writer(source: str) -> None:
    """Under any name."""
    assert writers_in(ast.parse(source))
