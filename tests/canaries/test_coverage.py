"""What could leak is seeded: every column of words in a private table, or a reason why not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import JSON, String

from app.core.database import Base
from tests.canaries.canaries import CANARIES, NOT_SEEDED

ROOT = Path(__file__).resolve().parents[2]
# Lists of the inventory that hold what belongs to somebody.
PRIVATE = ("personal", "health", "community", "others", "secret")


def private_words() -> Iterator[str]:
    """`table.column` of everything that the inventory calls somebody's and that can hold words."""
    for file in sorted((ROOT / "app").glob("*/inventory.toml")):
        for table, said in tomllib.loads(file.read_text("utf-8")).items():
            columns = Base.metadata.tables[table].columns
            for name in (name for kind in PRIVATE for name in said.get(kind, ())):
                if isinstance(columns[name].type, String | JSON):
                    yield f"{table}.{name}"


def test_every_private_column_of_words_is_seeded_or_says_why_not():
    seeded = {column for canary in CANARIES for column in canary.columns.split()}
    assert set(private_words()) - seeded - set(NOT_SEEDED) == set()


def test_no_reason_is_stale():
    seeded = {column for canary in CANARIES for column in canary.columns.split()}
    tables = Base.metadata.tables
    known = {f"{table}.{column.name}" for table in tables for column in tables[table].columns}
    assert set(NOT_SEEDED) <= known - seeded
    assert seeded <= known


def test_the_inventory_was_read():
    assert len(set(private_words())) > 30
