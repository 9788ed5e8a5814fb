"""Inserting a row that may be there already, without an error and without a race."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from app.core.database import Base, db

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(model: type[Base], **values: Any) -> bool:
    """Insert a row unless a unique constraint says that it exists; whether it is new.

    Every column without a database default must be given: no dataclass default is used.
    """
    table = model.__table__
    insert = _INSERTS[db.session.get_bind().dialect.name]
    made = insert(table).values(**values).on_conflict_do_nothing().returning(table.c.id)
    return db.session.execute(made).first() is not None


def insert_new(model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert rows of which some may be there already, because somebody else was quicker: those stay
    as they are. As with `insert_once` every column without a database default must be given."""
    insert = _INSERTS[db.session.get_bind().dialect.name]
    db.session.execute(insert(model.__table__).on_conflict_do_nothing(), rows)
