"""What is stored about people is written down, table by table."""

from __future__ import annotations

import tomllib

from flask import Flask

from app.core.database import Base
from tests.architecture.sources import ROOT

NEEDED = {"class", "purpose", "retention", "export", "erase"}
CLASSES = {"public", "community", "health", "secret", "operational"}


def inventory() -> dict[str, dict[str, str]]:
    """The data inventory by table."""
    return tomllib.loads((ROOT / "docs" / "data_inventory.toml").read_text("utf-8"))


def test_every_table_has_its_line_in_the_inventory(app: Flask) -> None:
    """No table without one, no line without its table."""
    assert set(inventory()) == set(Base.metadata.tables)


def test_every_line_says_class_purpose_retention_export_and_erasure() -> None:
    """In words, with a class that the product knows."""
    for table, line in inventory().items():
        assert set(line) == NEEDED, table
        assert line["class"] in CLASSES, table
        assert all(len(value) >= 4 for value in line.values()), table
