"""The declarative base, the session and column types.

How a connection is opened stands in `connections`; what may write, and when, in `transactions`.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, dataclass_transform

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    MetaData,
    Result,
    String,
    text,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    MappedColumn,
    mapped_column,
    relationship,
)
from sqlalchemy.types import TypeDecorator

from app.core.clock import now
from app.core.connections import PatientPool, writing

# Names are fixed so that a migration can drop a constraint by name on both engines.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Letters and digits without 0, O, 1, l and I: ids get read out over the phone.
PUBLIC_ID_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PUBLIC_ID_LENGTH = 12


@dataclass_transform(
    kw_only_default=True, field_specifiers=(MappedColumn, mapped_column, relationship)
)
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Every model. Keyword-only constructors, so that a call reads as a sentence."""

    metadata = MetaData(naming_convention=NAMING)


@lru_cache(maxsize=8)
def _without_begin(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


class SiteSession(Session):
    """Reads on PostgreSQL outside of a unit of work go without BEGIN and ROLLBACK.

    Each of the two is a way to the server and back, as dear as a short query. Nothing is lost:
    at its level, read committed, every statement sees its own snapshot in any case. SQLite keeps
    its transaction, which costs nothing there and gives one snapshot per page.
    """

    def get_bind(self, *args: Any, clause: Any = None, **values: Any) -> Engine:
        """The engine to use; both share one pool. Rows that are read in pieces need a cursor,
        and a cursor needs a transaction."""
        engine: Engine = super().get_bind(*args, clause=clause, **values)  # type: ignore[assignment, misc]
        if writing.get() or engine.dialect.name != "postgresql":
            return engine
        in_pieces = isinstance(clause, Executable) and "yield_per" in clause.get_execution_options()
        return engine if in_pieces else _without_begin(engine)


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"expire_on_commit": False, "class_": SiteSession},
    # Errors reach the log, and a statement's values are names, addresses and health words.
    engine_options={"hide_parameters": True, "poolclass": PatientPool},
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Stored in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a naive datetime: it could mean any instant of a day."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant must carry its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives an aware instant in UTC on every engine."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def new_public_id() -> str:
    """A random id for URLs: 12 of 57 letters, about 70 bits, tells nothing of time or count."""
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


def primary_key() -> Mapped[int]:
    """The integer key used inside the database, never in a URL."""
    return mapped_column(primary_key=True, init=False)


def public_id_column() -> Mapped[str]:
    """The id that URLs and the API use."""
    return mapped_column(String(24), unique=True, default_factory=new_public_id)


def created_at_column(*, index: bool = False) -> Mapped[datetime]:
    """When the row was made; given on import, else now."""
    return mapped_column(UtcDateTime, default_factory=now, index=index)


def rows_changed(result: Result[Any]) -> int:
    """How many rows a statement that writes has met. Of two that want the same row at the same
    moment one gets 1 and the other 0."""
    assert isinstance(result, CursorResult)
    return result.rowcount


def sqlite_settings() -> dict[str, Any]:
    """The settings that a promise rests on, as the open connection reports them; `{}` elsewhere."""
    connection = db.session.connection()
    if connection.dialect.name != "sqlite":
        return {}
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}


def assert_durable() -> None:
    """Stop the start when SQLite does not run as promised (safety R-1).

    Raises:
        RuntimeError: names the setting that differs.
    """
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    found = sqlite_settings()
    wrong = {name: found[name] for name in found if found[name] != wanted[name]}
    if wrong:
        raise RuntimeError(f"SQLite is not opened as promised: {wrong}, wanted {wanted}")


def ping() -> None:
    """One tiny question to the database; raises what the driver raises when it is away."""
    db.session.execute(text("SELECT 1"))
