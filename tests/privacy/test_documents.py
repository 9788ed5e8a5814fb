"""The documents say what the inventory says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from app.accounts.services.documenting import documents
from app.core.inventory import inventory


@pytest.mark.parametrize("name", ["records_of_processing.md", "notice.md", "stored.md"])
def test_a_document_is_up_to_date(inside: Flask, checkout: Path, name: str) -> None:
    """Else: flask privacy documents."""
    assert (checkout / "docs" / "privacy" / name).read_text("utf-8") == documents()[name]


def test_every_table_and_column_stands_in_the_list(inside: Flask) -> None:
    """The promise that everything stored is published (safety.md T-5)."""
    text = documents()["stored.md"]
    for line in inventory().values():
        assert f"### {line.table}\n" in text
        if line.section:
            block = text.split(f"### {line.table}\n")[1].split("\n\n")[0]
            assert [name for name in line.columns if not re.search(rf"\b{name}\b", block)] == []


def test_the_command_writes_them(app: Flask, tmp_path: Path) -> None:
    done = app.test_cli_runner().invoke(args=["privacy", "documents", "--folder", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert {file.name for file in tmp_path.iterdir()} == set(documents())


@pytest.mark.parametrize("name", ["dpia_template.md", "breach_runbook.md", "applicability.md"])
def test_what_is_written_by_hand_is_there(checkout: Path, name: str) -> None:
    """And names the law it rests on."""
    text = (checkout / "docs" / "privacy" / name).read_text("utf-8")
    assert re.search(r"Art\. \d+|CFR", text)
