"""Runs migrations on the site's own database, inside one transaction each."""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import text

from app.core.database import Base, UtcDateTime, db, writing

# One lock for all starting processes, so that two of them never migrate at once.
ADVISORY_LOCK = 0x7468726561  # "threa"
ONLY = set(filter(None, os.environ.get("MIGRATION_TABLES", "").split(",")))


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Our own column types are written as what they are in the database."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Narrow autogenerate to some tables, to write one small migration per subject."""
    return kind != "table" or not ONLY or name in ONLY


def include_object(item: Any, name: str | None, kind: str, _reflected: bool, _to: Any) -> bool:
    """As `include_name`, for tables that only the models know so far."""
    return kind != "table" or not ONLY or name in ONLY


def run() -> None:
    """Migrate online; SQL is never generated for somebody else to run."""
    engine = db.engine
    token = writing.set(True)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.detach()  # closed at the end, and with it the lock is given back
                connection.execute(text("SET lock_timeout = '10s'"))
                connection.execute(text(f"SELECT pg_advisory_lock({ADVISORY_LOCK})"))
                connection.commit()
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_item=render_item,
                include_name=include_name,
                include_object=include_object,
                transaction_per_migration=True,
                **current_app.extensions["migrate"].configure_args,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        writing.reset(token)


run()
