"""SQLite's log of writes stays small, also while somebody always reads (safety.md R-2).

SQLite begins its log anew when all of it is in the database and nobody reads from it. Under long
readers that take turns, and writers all the time, such a moment never comes by itself. So above a
size a writer waits for it after its commit, longer when the log is larger.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

log = structlog.get_logger(__name__)

LARGE = 16 * 1024 * 1024
SHORT_WAIT, LONG_WAIT, PAUSE = 0.3, 1.5, 2.0

_not_before = 0.0


def keep_small(engine: Engine) -> None:
    """To be called by whoever has the turn to write, after the commit. Never raises."""
    global _not_before
    size = _size_of_log(engine)
    if size < LARGE or monotonic() < _not_before:
        return
    try:
        _begin_anew(engine, SHORT_WAIT if size < 2 * LARGE else LONG_WAIT)
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error):
        log.exception("log_of_writes_stays_large", megabytes=size // (1024 * 1024))
    _not_before = monotonic() + PAUSE


def _size_of_log(engine: Engine) -> int:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return 0
    try:
        return Path(f"{engine.url.database}-wal").stat().st_size
    except OSError:
        return 0


def _begin_anew(engine: Engine, seconds: float) -> None:
    until = monotonic() + seconds
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        while True:
            is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not is_busy or monotonic() >= until:
                return
            sleep(0.02)
