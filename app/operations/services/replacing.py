"""`flask backup restore`: what was put together and checked takes the place of what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy.exc import DBAPIError

from app.accounts.services import erasing
from app.core.database import db
from app.core.starting import Prepared
from app.operations.services.backing_up import FILES
from app.operations.services.moving.places import CannotMove, Place, place_at
from app.operations.services.moving.postgres import PostgresPlace
from app.operations.services.moving.scratch import migrate_to, site_at
from app.operations.services.moving.sqlite import SqlitePlace
from app.operations.services.restoring import Unpacked, unpacked

_TABLES = """SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r'
    AND relnamespace = %s::regnamespace"""
_FUNCTIONS = """SELECT oid::regprocedure::text FROM pg_proc p WHERE pronamespace = %s::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""


def restore(
    site: Flask,
    archive: Path,
    *,
    instance: Path,
    key: bytes,
    replace: bool,
    told: Callable[[str], None],
) -> Unpacked:
    """Bring a backup back: newer migrations run on it, erasures since then happen again.

    All of it happens beside the real database, which is touched by the last step alone.

    Raises:
        BadArchive: another key, damaged, cut off, out of order.
        CannotMove: there is something already, the site is running, or the backup does not fit.
    """
    # Connections of this very command would look like a running site.
    db.session.remove()
    db.engine.dispose()
    live = place_at(site.config["SQLALCHEMY_DATABASE_URI"])
    folder = instance / FILES
    if not replace and (_holds_rows(live) or (folder.exists() and any(folder.iterdir()))):
        raise CannotMove("There is a community here already. Add --replace to give it up for good.")
    beside = instance / f"{FILES}.restored-{os.getpid()}"
    with unpacked(site, archive, key=key, files=beside, told=told) as found:
        if not found.is_newest:
            migrate_to(site, found.place.url)
        replay_erasures(site, found.place.url)
        _swap(live, found.place)
        _swap_files(found.files, folder)
    # The restored catalogue may be an older one.
    Prepared(instance, site.config["SQLALCHEMY_DATABASE_URI"]).ask_again("catalogue")
    return found


def _holds_rows(place: Place) -> bool:
    """Whether one table has a row. What cannot be read counts as something of worth."""
    try:
        with place.reading() as rows:
            return any(True for table, c in place.tables().items() for _ in rows.batches(table, c))
    except (sqlite3.DatabaseError, DBAPIError):
        return True
    except CannotMove:
        if isinstance(place, SqlitePlace):
            return place.path.exists()
        raise


def replay_erasures(site: Flask, url: str) -> None:
    """Erase again who was erased since the backup was made (safety.md P-5)."""
    other = site_at(site, url)
    with other.app_context():
        try:
            erasing.replay()
        finally:
            db.session.remove()
            db.engine.dispose()


def _swap(live: Place, scratch: Place) -> None:
    if isinstance(live, SqlitePlace) and isinstance(scratch, SqlitePlace):
        _swap_sqlite(live, scratch)
    elif isinstance(live, PostgresPlace) and isinstance(scratch, PostgresPlace):
        try:
            _swap_postgres(live, scratch)
        except psycopg.errors.LockNotAvailable:
            raise CannotMove("The site is running. Stop it first; nothing was changed.") from None


def _swap_sqlite(live: SqlitePlace, scratch: SqlitePlace) -> None:
    with closing(sqlite3.connect(scratch.path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    scratch.keep()
    if live.path.exists():
        refuse_if_open(live.path)
    scratch.path.chmod(0o600)
    for end in ("-wal", "-shm"):
        live.path.with_name(live.path.name + end).unlink(missing_ok=True)
    scratch.path.replace(live.path)
    live.keep()


def refuse_if_open(path: Path) -> None:
    """Leaving write-ahead mode works only for the one process that has the file open.

    Raises:
        CannotMove: another one has it open.
    """
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise CannotMove("The site is running. Stop it first; nothing was changed.") from None
        except sqlite3.DatabaseError:  # so damaged that it cannot be in use
            return


def _swap_postgres(live: PostgresPlace, scratch: PostgresPlace) -> None:
    """In one transaction: all old tables and functions go, all new ones come."""
    here = "SELECT current_schema()"
    with scratch.open() as other:
        ((theirs,),) = other.execute(here).fetchall()
    with live.open() as connection:
        ((ours,),) = connection.execute(here).fetchall()
        for kind, listed in (("TABLE", _TABLES), ("FUNCTION", _FUNCTIONS)):
            for (name,) in connection.execute(listed, (ours,)).fetchall():
                connection.execute(_statement(f"DROP {kind} {name} CASCADE"))
        connection.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(theirs)))
        for kind, listed in (("TABLE", _TABLES), ("FUNCTION", _FUNCTIONS)):
            for (name,) in connection.execute(listed, (theirs,)).fetchall():
                move = sql.SQL(" SET SCHEMA {}").format(sql.Identifier(ours))
                connection.execute(_statement(f"ALTER {kind} {name}") + move)


def _statement(words: str) -> sql.SQL:
    """The names in it were given by the server, quoted."""
    return sql.SQL(words)


def _swap_files(restored: Path, folder: Path) -> None:
    aside = folder.with_name(f"{FILES}.replaced-{os.getpid()}")
    if folder.exists():
        folder.rename(aside)
    if restored.exists():
        restored.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
