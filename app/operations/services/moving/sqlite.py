"""SQLite: one file, read in one transaction, filled without journal because it is thrown away
when something fails."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from app.operations.services.moving.columns import Column, Row
from app.operations.services.moving.places import BATCH, Batches, CannotMove, Described

# The file is new and worthless until the end, so nothing is spent on surviving a crash.
_FAST = (
    "journal_mode=OFF",
    "synchronous=OFF",
    "foreign_keys=OFF",
    "locking_mode=EXCLUSIVE",
    "cache_size=-131072",
    "temp_store=MEMORY",
)
_SET_ASIDE = (
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (type = 'trigger' "
    "OR (type = 'index' AND sql NOT LIKE 'CREATE UNIQUE%')) ORDER BY type"
)


def quoted(name: str) -> str:
    """A name of the schema, safe inside a statement."""
    return '"' + name.replace('"', '""') + '"'


def _taken(column: Column) -> str:
    """An instant that SQLite itself wrote (a default of the schema) has no fraction."""
    name = quoted(column.name)
    if column.kind != "moment":
        return name
    return f"CASE length({name}) WHEN 19 THEN {name} || '.000000' ELSE {name} END"


class _Source:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def batches(self, table: str, columns: Sequence[Column]) -> Iterator[Sequence[Row]]:
        listed = ", ".join(map(_taken, columns))
        # Names come from the schema and are quoted.
        cursor = self._connection.execute(f"SELECT {listed} FROM {quoted(table)}")  # noqa: S608
        raw = [n for n, column in enumerate(columns) if column.kind == "bytes"]
        while rows := cursor.fetchmany(BATCH):
            yield [_in_digits(row, raw) for row in rows] if raw else rows


class _Target:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def fill(self, table: str, columns: Sequence[Column], batches: Batches) -> None:
        listed = ", ".join(quoted(column.name) for column in columns)
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {quoted(table)} ({listed}) VALUES ({marks})"  # noqa: S608
        raw = [n for n, column in enumerate(columns) if column.kind == "bytes"]
        self._connection.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608
        for batch in batches:
            rows = [_in_bytes(row, raw) for row in batch] if raw else batch
            try:
                self._connection.executemany(statement, rows)
            except sqlite3.Error as error:
                raise CannotMove(f"{table}: {error}") from None


def _in_digits(row: Row, raw: Sequence[int]) -> list[Any]:
    return [v.hex() if n in raw and v is not None else v for n, v in enumerate(row)]


def _in_bytes(row: Row, raw: Sequence[int]) -> list[Any]:
    return [bytes.fromhex(v) if n in raw and v is not None else v for n, v in enumerate(row)]


class SqlitePlace(Described):
    """A database file."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.path = Path(make_url(url).database or "")

    def is_there(self) -> bool:
        """Whether the file exists."""
        return self.path.exists()

    def _open(self) -> sqlite3.Connection:
        if not self.path.exists():
            raise CannotMove(f"There is no database file at {self.path}.")
        return sqlite3.connect(self.path, isolation_level=None, timeout=5)

    @contextmanager
    def reading(self) -> Iterator[_Source]:
        """The write-ahead log gives a reader one picture and lets others write."""
        with closing(self._open()) as connection:
            connection.execute("PRAGMA query_only=ON")
            connection.execute("BEGIN")
            # The picture is taken by the first statement, not by BEGIN.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield _Source(connection)

    @contextmanager
    def loading(self) -> Iterator[_Target]:
        """In one transaction; then on the disk, and in write-ahead mode again."""
        with closing(self._open()) as connection:
            for setting in _FAST:
                connection.execute(f"PRAGMA {setting}")
            put_aside = connection.execute(_SET_ASIDE).fetchall()
            connection.execute("BEGIN EXCLUSIVE")
            for kind, name, _sql in put_aside:
                connection.execute(f"DROP {kind} {quoted(name)}")
            yield _Target(connection)
            for _kind, _name, sql in put_aside:
                connection.execute(sql)
            connection.execute("COMMIT")
            connection.execute("ANALYZE")
        with closing(self._open()) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        self.keep()

    def keep(self) -> None:
        """Make sure that the file is on the disk."""
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def faults(self) -> list[str]:
        """What SQLite's own checks of pages and references say."""
        with closing(self._open()) as connection:
            damaged = connection.execute("PRAGMA integrity_check(20)").fetchall()
            lost = connection.execute("PRAGMA foreign_key_check").fetchall()
        found = [str(line) for (line,) in damaged if line != "ok"]
        pairs: dict[tuple[str, str], int] = {}
        for table, _row, parent, _key in lost:
            pairs[table, parent] = pairs.get((table, parent), 0) + 1
        return found + [
            f"{count} rows of {table} point at {parent} that are not there"
            for (table, parent), count in sorted(pairs.items())
        ]
