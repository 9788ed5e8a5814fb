"""Databases for tests: one SQLite file and one PostgreSQL database per test worker.

Both get their schema from the migrations, so every test also tests those. What many tests begin
with is made once and put back from a copy: see `made_once`.
"""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Integer, text

from app import create_app
from app.core.database import Base, db
from config import Testing

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql:///postgres")
ENGINES = [name for name in os.environ.get("TEST_ENGINES", "sqlite,postgresql").split(",") if name]


def postgres_is_here() -> bool:
    """Whether the server named by TEST_POSTGRES_URL answers."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def build(url: str) -> Flask:
    """The site on an empty database at `url`, migrated to the newest schema."""
    config = Testing()
    config.SQLALCHEMY_DATABASE_URI = url
    app = create_app(config)
    with app.app_context():
        upgrade()
    return app


@contextmanager
def postgres_database(name: str) -> Iterator[str]:
    """A fresh PostgreSQL database, dropped afterwards; gives its SQLAlchemy URL."""
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    base = POSTGRES.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        yield base.rsplit("/", 1)[0] + "/" + name
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class SqliteSite:
    """The site on SQLite; emptied by putting the freshly migrated file back."""

    def __init__(self, folder: Path) -> None:
        self.file, self.pristine = folder / "site.db", folder / "pristine.db"
        self.made: dict[str, bytes] = {}
        self.app = build(f"sqlite:///{self.file}")
        self._copy_to(self.pristine)

    def empty(self) -> None:
        """Forget everything the last test wrote."""
        self._put(self.pristine)

    def keep(self, name: str) -> None:
        """Remember all rows of this moment under a name."""
        self._copy_to(self.file.with_name(f"kept-{name}.db"))

    def put_back(self, name: str) -> None:
        """What `keep` remembered, and nothing else."""
        self._put(self.file.with_name(f"kept-{name}.db"))

    def _copy_to(self, copy: Path) -> None:
        with self.app.app_context():
            db.session.remove()
            db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.session.remove()
            db.engine.dispose()
        shutil.copy(self.file, copy)

    def _put(self, copy: Path) -> None:
        with self.app.app_context():
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copy(copy, self.file)


class PostgresSite:
    """The site on PostgreSQL; emptied with deletes, which small tables take far faster than
    TRUNCATE. Triggers and foreign keys are off meanwhile, so the order does not matter."""

    def __init__(self, url: str) -> None:
        self.app = build(url)
        self.made: dict[str, bytes] = {}
        with self.app.app_context(), db.engine.connect() as connection:
            name = db.engine.url.database
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                text(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
            )
        with self.app.app_context():
            db.engine.dispose()

    def empty(self) -> None:
        """Forget everything the last test wrote."""
        deletes = (f'DELETE FROM "{table.name}"' for table in Base.metadata.sorted_tables)
        self._write(deletes)

    def keep(self, name: str) -> None:
        """Remember all rows of this moment under a name, in a schema of their own."""
        tables = (table.name for table in Base.metadata.sorted_tables)
        copies = (f'CREATE TABLE "kept {name}"."{t}" AS TABLE "{t}"' for t in tables)
        self._write([f'CREATE SCHEMA "kept {name}"', *copies])

    def put_back(self, name: str) -> None:
        """What `keep` remembered, beside what is there: for a site that is empty."""
        tables = [table.name for table in Base.metadata.sorted_tables]
        rows = [f'INSERT INTO "{t}" SELECT * FROM "kept {name}"."{t}"' for t in tables]
        # A test in between may have set the counters of keys to a smaller world.
        self._write([*rows, *(_COUNT_ON.format(t) for t in tables if _has_counter(t))])

    def _write(self, statements: Iterable[str]) -> None:
        with self.app.app_context(), db.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.exec_driver_sql("; ".join(statements))


_COUNT_ON = """SELECT setval(pg_get_serial_sequence('"{0}"', 'id'), newest)
    FROM (SELECT max(id) AS newest FROM "{0}") AS rows WHERE newest IS NOT NULL"""


def _has_counter(table: str) -> bool:
    key = Base.metadata.tables[table].c.get("id")
    return key is not None and isinstance(key.type, Integer)


def made_once(site: Any, name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives and writes into the empty site; from the second time on out of a copy.

    For worlds that many tests begin with. Needs an application context. The rows in the value are
    as a maker gives them: loaded, and known to the session.
    """
    if name not in site.made:
        site.made[name] = pickle.dumps(make())
        site.keep(name)
    else:
        site.put_back(name)
    db.session.remove()
    return pickle.loads(site.made[name])
