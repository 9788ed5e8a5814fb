"""PostgreSQL: read in one snapshot through a cursor, filled with COPY in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from app.operations.services.moving.columns import Column, Row
from app.operations.services.moving.places import BATCH, Batches, CannotMove, Described

# How a value leaves in the common form. The session's zone is UTC on the way in.
_TAKEN = {
    "flag": "{}::int",
    "moment": "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "day": "to_char({}, 'YYYY-MM-DD')",
    "json": "{}::text",
    "bytes": "encode({}, 'hex')",
}
_SETTINGS = (
    "timezone = 'UTC'",
    "lock_timeout = '10s'",
    "statement_timeout = 0",
    "idle_in_transaction_session_timeout = 0",
    "maintenance_work_mem = '128MB'",
)
_REFERENCES = """SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(c.oid)
    FROM pg_constraint c JOIN pg_class ON pg_class.oid = conrelid
    WHERE contype = 'f' AND relnamespace = current_schema()::regnamespace"""
_INDEXES = """SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    JOIN pg_class ON pg_class.oid = indrelid WHERE NOT indisunique AND relnamespace = current_schema()::regnamespace"""
_COUNTERS = """SELECT pg_class.oid::regclass::text, attname,
    pg_get_serial_sequence(pg_class.oid::regclass::text, attname) FROM pg_class
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
    AND pg_get_serial_sequence(pg_class.oid::regclass::text, attname) IS NOT NULL"""


def driver_address(url: str) -> str:
    """The address as the driver itself takes it."""
    parts = make_url(url).set(drivername="postgresql")
    return parts.render_as_string(hide_password=False)


def _raw(statement: str) -> sql.SQL:
    """A statement of ours, or one that the server itself gave us to say again later."""
    return sql.SQL(statement)


class _Source:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._number = count()

    def batches(self, table: str, columns: Sequence[Column]) -> Iterator[Sequence[Row]]:
        listed = sql.SQL(", ").join(
            _raw(_TAKEN.get(column.kind, "{}")).format(sql.Identifier(column.name))
            for column in columns
        )
        with self._connection.cursor(name=f"moving_{next(self._number)}") as cursor:
            cursor.execute(sql.SQL("SELECT {} FROM {}").format(listed, sql.Identifier(table)))
            while rows := cursor.fetchmany(BATCH):
                yield rows


class _Target:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def fill(self, table: str, columns: Sequence[Column], batches: Batches) -> None:
        listed = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), listed)
        raw = [n for n, column in enumerate(columns) if column.kind == "bytes"]
        self._connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        try:
            with self._connection.cursor() as cursor, cursor.copy(into) as copy:
                for batch in batches:
                    for row in batch:
                        copy.write_row(_with_bytes(row, raw) if raw else row)
        except psycopg.Error as error:
            raise CannotMove(f"{table}: {plain(error)}") from None


def plain(error: psycopg.Error) -> str:
    """What the server says, without the values it quotes in its details."""
    said = error.diag.message_primary or type(error).__name__
    column = f" (column {error.diag.column_name})" if error.diag.column_name else ""
    return said + column


def _with_bytes(row: Row, raw: Sequence[int]) -> list[Any]:
    return ["\\x" + v if n in raw and v is not None else v for n, v in enumerate(row)]


class PostgresPlace(Described):
    """A database of a server, seen through the search path of its address."""

    def open(self) -> psycopg.Connection[Any]:
        """A connection of the driver itself, in UTC."""
        try:
            connection = psycopg.connect(
                driver_address(self.url), connect_timeout=5, autocommit=True
            )
        except psycopg.OperationalError as error:
            raise CannotMove(f"The database server does not answer: {plain(error)}") from None
        for setting in _SETTINGS:
            connection.execute(_raw(f"SET {setting}"))
        connection.autocommit = False
        return connection

    @contextmanager
    def reading(self) -> Iterator[_Source]:
        """One snapshot for all tables; nothing is locked against writing."""
        with self.open() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            yield _Source(connection)

    @contextmanager
    def loading(self) -> Iterator[_Target]:
        """References and plain indexes are taken off and made again, which is faster and checks
        every row; triggers rest. An owner may do all of it, no superuser is needed."""
        with self.open() as connection:
            references = connection.execute(_raw(_REFERENCES)).fetchall()
            indexes = connection.execute(_raw(_INDEXES)).fetchall()
            tables = {name: sql.Identifier(name) for name in self.tables()}
            for table, name, _definition in references:
                connection.execute(_raw(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
            for name, _definition in indexes:
                connection.execute(_raw(f"DROP INDEX {name}"))
            for table in tables.values():
                connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
            yield _Target(connection)
            for table in tables.values():
                connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))
            for _name, definition in indexes:
                connection.execute(_raw(definition))
            self._refer(connection, references)
            self._count_on(connection)
            for table in tables.values():
                connection.execute(sql.SQL("ANALYZE {}").format(table))

    @staticmethod
    def _refer(connection: psycopg.Connection[Any], references: Sequence[Row]) -> None:
        for table, name, definition in references:
            try:
                connection.execute(_raw(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
            except psycopg.errors.ForeignKeyViolation:
                raise CannotMove(f"Rows of {table} point at rows that are not there.") from None

    @staticmethod
    def _count_on(connection: psycopg.Connection[Any]) -> None:
        """The next row gets a number above the highest."""
        for table, column, sequence in connection.execute(_raw(_COUNTERS)).fetchall():
            highest = sql.SQL(
                "SELECT setval({}, coalesce(max({}), 1), max({}) IS NOT NULL) FROM {}"
            ).format(
                sql.Literal(sequence), sql.Identifier(column), sql.Identifier(column), _raw(table)
            )
            connection.execute(highest)

    def faults(self) -> list[str]:
        """References that the server has not checked; its pages it checks itself."""
        unchecked = """SELECT conrelid::regclass::text, conname FROM pg_constraint
            JOIN pg_class ON pg_class.oid = conrelid WHERE NOT convalidated
            AND relnamespace = current_schema()::regnamespace"""
        with self.open() as connection:
            rows = connection.execute(_raw(unchecked)).fetchall()
        return [f"{table}: {name} was never checked" for table, name in rows]
