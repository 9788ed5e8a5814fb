"""What a database must be able to do so that tables can leave it and enter it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import create_engine, inspect, make_url
from sqlalchemy.pool import NullPool

from app.operations.services.moving.columns import Column, Row, kind_of

Tables = dict[str, tuple[Column, ...]]
Batches = Iterable[Sequence[Row]]
BATCH = 1_000
REVISIONS = "alembic_version"


class CannotMove(RuntimeError):
    """Stops the whole, with words for the operator. Never holds a value of a row."""


class Source(Protocol):
    """One unchanging picture of a database, however much is written to it meanwhile."""

    def batches(self, table: str, columns: Sequence[Column]) -> Iterator[Sequence[Row]]:
        """All rows of a table, some at a time."""


class Target(Protocol):
    """A database that takes whole tables. References, triggers and side indexes are put away
    while it does, and come back at the end; the engine checks what it puts back."""

    def fill(self, table: str, columns: Sequence[Column], batches: Batches) -> None:
        """Put these rows into a table, in place of any that a migration has put there."""


class Place(Protocol):
    """A database by its address."""

    url: str

    def reading(self) -> AbstractContextManager[Source]:
        """Open one picture of it."""

    def loading(self) -> AbstractContextManager[Target]:
        """Open it for filling. All that is filled stays, or nothing."""

    def faults(self) -> list[str]:
        """What is broken in it, in words: damaged pages, rows that point at nothing."""

    def tables(self) -> Tables:
        """Every table with its columns, as they stand there."""

    def revision(self) -> str | None:
        """The version of the schema."""

    def holds_something(self) -> bool:
        """Whether there is any table already."""


class Described:
    """What both engines tell in the same way."""

    def __init__(self, url: str) -> None:
        self.url = url

    def is_there(self) -> bool:
        """Whether there is a database to ask. Asking SQLite would make one."""
        return True

    def _ask(self, question: Any) -> Any:
        if not self.is_there():
            return None
        engine = create_engine(self.url, poolclass=NullPool, hide_parameters=True)
        with engine.connect() as connection:
            return question(connection)

    def tables(self) -> Tables:
        """An older schema is described as it is, not as the models are today."""

        def describe(connection: Any) -> Tables:
            found = inspect(connection).get_multi_columns()
            return {
                table: tuple(
                    Column(column["name"], kind_of(table, column["name"], column["type"]))
                    for column in columns
                )
                for (_schema, table), columns in sorted(found.items())
                if table != REVISIONS
            }

        tables: Tables = self._ask(describe) or {}
        return tables

    def revision(self) -> str | None:
        """The schema's version; None when there is no schema."""
        from alembic.runtime.migration import MigrationContext

        found: str | None = self._ask(
            lambda connection: MigrationContext.configure(connection).get_current_revision()
        )
        return found

    def holds_something(self) -> bool:
        """Also tables that are not of this site."""
        return bool(self._ask(lambda connection: inspect(connection).get_table_names()))


def with_driver(url: str) -> str:
    """The bare scheme of PostgreSQL means another driver."""
    for bare in ("postgres://", "postgresql://"):
        if url.startswith(bare):
            return "postgresql+psycopg://" + url.removeprefix(bare)
    return url


def place_at(url: str) -> Place:
    """The database at an address.

    Raises:
        CannotMove: it is of another kind, or lives in memory only.
    """
    from app.operations.services.moving.postgres import PostgresPlace
    from app.operations.services.moving.sqlite import SqlitePlace

    url = with_driver(url)
    parts = make_url(url)
    kind = parts.get_backend_name()
    if kind == "postgresql":
        return PostgresPlace(url)
    if kind != "sqlite" or parts.database in (None, "", ":memory:"):
        raise CannotMove("This works with a SQLite file or with PostgreSQL.")
    return SqlitePlace(url)
