"""Databases for tests: one SQLite file and one PostgreSQL database per test worker.

Both get their schema from the migrations, so every test also tests those.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

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
        self.app = build(f"sqlite:///{self.file}")
        with self.app.app_context():
            db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.session.remove()
            db.engine.dispose()
        shutil.copy(self.file, self.pristine)

    def empty(self) -> None:
        """Forget everything the last test wrote."""
        with self.app.app_context():
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.pristine, self.file)


class PostgresSite:
    """The site on PostgreSQL; emptied with deletes, which small tables take far faster than
    TRUNCATE. Triggers and foreign keys are off meanwhile, so the order does not matter."""

    def __init__(self, url: str) -> None:
        self.app = build(url)
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
        with self.app.app_context(), db.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.exec_driver_sql("; ".join(deletes))
