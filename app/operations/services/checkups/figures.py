"""Figures that only the database knows, for the monitor."""

from __future__ import annotations

from sqlalchemy import func, select, text

from app.core.checkups import figure
from app.core.database import db
from app.operations.services.checkups.places import database_file


@figure("database_bytes", "Size of the database")
def database_bytes() -> float:
    """On the disk, write-ahead log included."""
    path = database_file()
    if path is None:
        size = select(func.pg_database_size(text("current_database()")))
        return float(db.session.scalar(size) or 0)
    names = (path.name, f"{path.name}-wal")
    files = [path.with_name(name) for name in names]
    return float(sum(file.stat().st_size for file in files if file.exists()))
