"""How a connection to each engine is opened, begun, and given up when nobody answers."""

from __future__ import annotations

import sqlite3
import sys
from contextvars import ContextVar
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from flask import has_request_context
from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.pool import ConnectionPoolEntry, Pool, QueuePool

from app.core import patience

# True inside a unit of work: the next BEGIN then takes SQLite's write lock at once.
writing: ContextVar[bool] = ContextVar("writing", default=False)


class PatientPool(QueuePool):
    """A page that waited long enough gets no connection any more, a busy pool one second."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **{"max_overflow": 15, "timeout": 1.0, **values})

    def _do_get(self) -> ConnectionPoolEntry:
        most, begun = patience.left(), monotonic()
        if most is not None and most <= 0:
            raise WaitedTooLong("this page has waited for its database long enough")
        try:
            return super()._do_get()
        finally:
            patience.spend(monotonic() - begun)


@event.listens_for(Engine, "do_connect")
def _connect(dialect: Any, record: Any, args: list[Any], values: dict[str, Any]) -> Any:
    if dialect.name == "postgresql":
        # Loaded here: a site on SQLite does without the library.
        from app.core.postgres import connect

        return connect(*args, **values)
    if dialect.name == "sqlite" and args and not args[0].startswith((":memory:", "file:")):
        record.info["file"] = file = Path(args[0])
        # SQLite would make an empty database, into which people would then write.
        if has_request_context() and not file.exists():
            raise sqlite3.OperationalError("the database file is not there")
    return None


@event.listens_for(Engine, "connect")
def _open_sqlite(connection: Any, record: Any) -> None:
    if type(connection).__module__.split(".")[0] != "sqlite3":
        return
    # Python's own transaction handling is off: BEGIN is ours (see _begin).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_milliseconds_inside_sqlite()}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "cache_size=-4000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    record.info["inode"] = _inode(record.info.get("file"))


def _milliseconds_inside_sqlite() -> int:
    """While SQLite itself waits, a process of greenlets stands still, health checks included; so
    there it hardly does, and `_take_the_write_lock` waits instead."""
    monkey = sys.modules.get("gevent.monkey")
    return 10 if monkey and monkey.is_module_patched("time") else 5000


def _inode(file: Path | None) -> int:
    try:
        return file.stat().st_ino if file else 0
    except OSError:
        return 0


@event.listens_for(Pool, "checkout")
def _still_the_same(connection: Any, record: Any, _proxy: Any) -> None:
    """Costs no way to the server: a closed one has said so already, and so has the file system."""
    has_left = getattr(connection, "has_left", None)
    if has_left is not None and has_left():
        raise InvalidatePoolError("the server has closed the connection")
    if "file" in record.info and _inode(record.info["file"]) != record.info["inode"]:
        raise InvalidatePoolError("the database file was moved or replaced")


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name != "sqlite":
        return
    if writing.get():
        _take_the_write_lock(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _take_the_write_lock(connection: Any) -> None:
    """Waits where other greenlets can run meanwhile, for instance while a backup is restored."""
    with patience.waiting_for_the_lock() as seconds:
        until = monotonic() + seconds
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                code = getattr(error.orig, "sqlite_errorcode", 0)
                if code & 0xFF != sqlite3.SQLITE_BUSY or monotonic() >= until:
                    raise
                sleep(0.02)
            else:
                return
