"""Is the database opened as promised, whole, and what the models say?"""

from __future__ import annotations

from collections.abc import Iterator

from flask import current_app
from sqlalchemy import ColumnElement, ForeignKeyConstraint, and_, exists, func, select, text

from app.core.checkups import Problem, checkup
from app.core.database import Base, assert_durable, db
from app.operations.services.moving.places import place_at
from app.operations.services.moving.scratch import known_revisions


@checkup("What was acknowledged survives a power cut")
def durable() -> Iterator[Problem | str]:
    """The settings that this promise rests on (safety.md R-1)."""
    if db.engine.dialect.name == "postgresql":
        for name in ("synchronous_commit", "fsync", "full_page_writes"):
            value = db.session.execute(text(f"SHOW {name}")).scalar()
            if value == "off":
                yield f"PostgreSQL runs with {name} off."
        return
    try:
        assert_durable()
    except RuntimeError as error:
        yield str(error)


@checkup("The database is whole")
def whole() -> Iterator[Problem | str]:
    """What the engine itself finds."""
    if db.engine.dialect.name == "sqlite":
        for (line,) in db.session.connection().exec_driver_sql("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield line
        return
    invalid = text("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
    for (name,) in db.session.execute(invalid):
        yield f"The index {name} is broken. Type in psql: REINDEX INDEX {name}"


@checkup("The schema is the newest one")
def newest_schema() -> Iterator[Problem | str]:
    """Not older than the code, nor newer."""
    known = known_revisions(current_app._get_current_object())  # type: ignore[attr-defined]
    found = place_at(current_app.config["SQLALCHEMY_DATABASE_URI"]).revision()
    if found is None:
        yield "There are no tables yet. Type: flask --app wsgi ready"
    elif found not in known:
        yield f"The schema {found} is newer than this program. Install the newer program."
    elif found != known[-1]:
        yield f"The schema is {found}, the program needs {known[-1]}. Type: flask --app wsgi ready"


@checkup("Tables are what the models say")
def same_as_models() -> Iterator[Problem | str]:
    """What a migration would still have to change."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    connection = db.session.connection()
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    for difference in compare_metadata(context, Base.metadata):
        yield _in_words(difference)


def _in_words(difference: object) -> str:
    """Alembic says `("remove_table", Table)` or `[("modify_type", None, table, column, …)]`."""
    first = difference[0] if isinstance(difference, list) else difference
    assert isinstance(first, tuple)
    names = [getattr(part, "name", part) for part in first[1:4]]
    return " ".join(str(word) for word in (first[0], *names) if isinstance(word, str))


@checkup("Every reference leads to a row")
def references() -> Iterator[Problem | str]:
    """Asked table by table, whatever the engine believes."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            lost = db.session.scalar(select(func.count()).select_from(table).where(_lost(key)))
            if lost:
                columns = ", ".join(column.name for column in key.columns)
                yield (
                    f"{lost} rows of {table.name} ({columns}) point at rows of "
                    f"{key.referred_table.name} that are not there."
                )


def _lost(key: ForeignKeyConstraint) -> ColumnElement[bool]:
    parent = key.referred_table.alias()
    pairs = [element.parent == parent.c[element.column.name] for element in key.elements]
    given = [column.is_not(None) for column in key.columns]
    return and_(*given, ~exists(select(1).select_from(parent).where(*pairs)))
