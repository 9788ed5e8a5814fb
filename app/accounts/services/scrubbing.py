"""Leaving nothing of what was deleted in the files of the database.

SQLite overwrites what is deleted (`secure_delete`), but older pages of the log of changes, and
pages that were freed by an earlier version, still hold it: the log is written back and cut, and
the file is made anew. PostgreSQL is asked to clear dead rows; its disk is the operator's.
"""

from __future__ import annotations

from typing import Any

from app.core.database import db


def scrub() -> None:
    """Clear what deleted rows left behind. Takes as long as copying the database, during which
    SQLite lets nobody write; so it runs only after somebody was erased."""
    db.session.rollback()
    is_sqlite = db.engine.dialect.name == "sqlite"
    connection = db.engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        if not is_sqlite:
            driver.autocommit = True
        cursor = driver.cursor()
        for statement in _SQLITE if is_sqlite else ("VACUUM",):
            cursor.execute(statement)
        cursor.close()
        if not is_sqlite:
            driver.autocommit = False
    finally:
        connection.close()


_SQLITE = ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
