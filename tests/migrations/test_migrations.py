"""Every migration goes up and down with rows in the tables, and ends where the models are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Table,
    func,
    inspect,
    select,
)

from app import create_app
from app.core.database import Base, db
from app.core.transactions import unit_of_work
from config import Testing
from tests.support.engines import ENGINES, postgres_database, postgres_is_here

VERSIONS = sorted((Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"))
# Values that a check constraint insists on.
CHOSEN = {
    "role": {
        "role_grants": "moderator",
        "memberships": "member",
        "room_memberships": "member",
    },
    "audience": "members",
    "kind": {
        "topics": "question",
        "reactions": "hope",
        "concepts": "condition",
        "concept_names": "lay",
        "proposals": "condition",
        "ceremonies": "second-factor",
        "blocks": "mute",
        "rooms": "open",
        "room_limits": "muted",
        "message_changes": "edited",
        "message_reactions": "hope",
        "restrictions": "suspended",
    },
    "state": {
        "letters": "waiting",
        "clinician_claims": "waiting",
        "exports": "asked",
        "room_memberships": "in",
        "recaps": "draft",
        "cases": "open",
    },
    "way": "password",
    "purpose": {"letter_tokens": "confirm-address"},
    "scope": "read",
    "posts": {"closings": "keep", "erasures": "keep"},
    "status": {"proposals": "open", "context_notes": "needs_more"},
    "overall": 5,
    "times_proposed": 1,
    "history": "all",
    "retention": "forever",
    "announce": "all",
    "requests": "groups",
    "answer": "waiting",
    "level": {"cases": "rest"},
    "is_automated": False,
    "arm": "asked",
}


MOMENT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
SAMPLES: tuple[tuple[type, Any], ...] = (
    (Boolean, True),
    (DateTime, MOMENT),
    (Date, date(2026, 1, 2)),
    (JSON, {"a": 1}),
    (LargeBinary, b"x"),
    (Integer, 1),
    (Float, 1.0),
)


@pytest.fixture(params=ENGINES)
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The site on a database without any table."""
    config = Testing()
    if request.param == "sqlite":
        config.SQLALCHEMY_DATABASE_URI = f"sqlite:///{tmp_path / 'blank.db'}"
        yield create_app(config)
        return
    if not postgres_is_here():
        pytest.skip("not installed here: PostgreSQL")
    with postgres_database(f"common_thread_migrations_{os.getpid()}") as url:
        config.SQLALCHEMY_DATABASE_URI = url
        app = create_app(config)
        yield app
        with app.app_context():
            db.engine.dispose()


def value_for(table: Table, column: Column[Any]) -> Any:
    """Something that the column takes; 1 for keys, so that rows of all tables hang together."""
    chosen = CHOSEN.get(column.name)
    if isinstance(chosen, dict):
        chosen = chosen.get(table.name)
    if chosen is not None:
        return chosen
    if column.nullable and not column.foreign_keys:
        return None
    if hasattr(column.type, "impl_instance"):  # our own instants
        return MOMENT
    return next((value for kind, value in SAMPLES if isinstance(column.type, kind)), "x")


def fill(app: Flask) -> None:
    """One row in every table."""
    with unit_of_work():
        for table in Base.metadata.sorted_tables:
            row = {column.name: value_for(table, column) for column in table.columns}
            db.session.execute(table.insert().values(row))


def counts() -> dict[str, int]:
    """Rows per table."""
    db.session.rollback()
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def test_migrations_end_where_the_models_are(blank: Flask) -> None:
    with blank.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []


def test_rows_survive_an_upgrade_that_has_nothing_to_do(blank: Flask) -> None:
    with blank.app_context():
        upgrade()
        fill(blank)
        before = counts()
        upgrade()
        assert counts() == before
        assert set(before.values()) == {1}


def test_every_step_down_works_with_rows_and_every_step_up_again(blank: Flask) -> None:
    with blank.app_context():
        upgrade()
        fill(blank)
        db.session.remove()
        for _ in VERSIONS:
            downgrade()
        left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
        assert left == set()
        upgrade()
        assert set(Base.metadata.tables) <= set(inspect(db.engine).get_table_names())


def test_there_is_one_line_of_migrations(blank: Flask) -> None:
    with blank.app_context():
        script = ScriptDirectory(str(VERSIONS[0].parents[1]))
        assert len(script.get_heads()) == 1
    assert [path.name[:4] for path in VERSIONS] == [f"{n:04}" for n in range(1, len(VERSIONS) + 1)]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_is_named_by_what_it_does_and_knows_no_model(path: Path) -> None:
    assert re.fullmatch(r"\d{4}_[a-z]+(_[a-z]+)+", path.stem)
    assert not re.search(r"^(from|import) (app|config)", path.read_text("utf-8"), re.MULTILINE)
