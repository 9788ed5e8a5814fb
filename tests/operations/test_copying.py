"""`flask database copy`: every table arrives as it left, or the command says which did not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from app.core.database import db
from app.core.transactions import unit_of_work
from app.operations.services.moving import postgres, sqlite
from app.operations.services.moving.places import place_at
from tests.operations.conftest import MOMENT, ODD_WORDS
from tests.operations.looking import address, picture, picture_of
from tests.support.engines import postgres_database, postgres_is_here

Run = Callable[..., Any]
on_sqlite = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def server() -> Iterator[str]:
    """An empty database of PostgreSQL."""
    if not postgres_is_here():
        pytest.skip("not installed here: PostgreSQL")
    with postgres_database(f"common_thread_copy_{os.getpid()}") as url:
        yield url.replace("postgresql+psycopg://", "postgresql://")


@on_sqlite
def test_a_sqlite_community_moves_to_postgresql(app: Flask, filled: Flask, run: Run, server: str):
    before = picture_of(app)
    copied = run("database", "copy", "--to", server)
    assert copied.exit_code == 0, copied.output
    assert picture(server) == before == picture_of(app)
    assert place_at(server).revision() == place_at(address(app)).revision()
    with psycopg.connect(server) as connection:
        body = connection.execute("SELECT body FROM posts WHERE position = 1").fetchone()
        moment = connection.execute("SELECT created_at FROM posts WHERE position = 4").fetchone()
        answers = connection.execute("SELECT answers->'ä'->2 FROM step_drafts").fetchone()
        seed = connection.execute("SELECT sealed_seed FROM code_generators").fetchone()
    assert (body, moment, answers, seed) == (
        (ODD_WORDS,), (MOMENT,), (ODD_WORDS,), (bytes(range(256))[:200],),
    )  # fmt: skip


@on_sqlite
def test_the_copy_goes_on_counting_and_keeps_its_triggers_and_references(
    filled: Flask, run: Run, server: str
):
    assert run("database", "copy", "--to", server).exit_code == 0
    with psycopg.connect(server, autocommit=True) as connection:
        rows = connection.execute("SELECT max(id) FROM members").fetchone()
        added = connection.execute(
            "INSERT INTO members (public_id, display_name, name_key, display, origin, created_at) "
            "VALUES ('n', 'n', 'n', '{}', 'test', now()) RETURNING id"
        ).fetchone()
        assert added == (rows[0] + 1,)
        with pytest.raises(psycopg.Error, match="append-only"):
            connection.execute("UPDATE consents SET given = true")
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute("DELETE FROM members WHERE id IN (SELECT author_id FROM posts)")
        indexes = "SELECT count(*) FROM pg_indexes WHERE indexname = 'ix_posts_author_id'"
        assert connection.execute(indexes).fetchone() == (1,)


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_the_way_back_to_sqlite_works_as_well(app: Flask, filled: Flask, run: Run, tmp_path: Path):
    target = f"sqlite:///{tmp_path / 'small.db'}"
    copied = run("database", "copy", "--to", target)
    assert copied.exit_code == 0, copied.output
    assert picture(target) == picture_of(app)


@on_sqlite
def test_a_target_with_something_in_it_is_refused(filled: Flask, run: Run, server: str):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE TABLE somebody_elses (id integer)")
    refused = run("database", "copy", "--to", server)
    assert refused.exit_code == 1
    assert "not empty" in refused.output
    assert set(place_at(server).tables()) == {"somebody_elses"}


def losing_a_row(fill: Any) -> Any:
    """A writer that forgets the last post of every batch."""

    def forgetful(self: Any, table: str, columns: Any, batches: Any) -> None:
        forget = table == "posts"
        fill(self, table, columns, (b[:-1] if forget else b for b in batches))

    return forgetful


def changing_a_letter(fill: Any) -> Any:
    """A writer that turns a letter of a post."""

    def careless(self: Any, table: str, columns: Any, batches: Any) -> None:
        at = [column.name for column in columns].index("body") if table == "posts" else 0
        for batch in [list(batch) for batch in batches]:
            if table == "posts":
                row = list(batch[0])
                row[at] = row[at].upper()
                batch[0] = row
            fill(self, table, columns, [batch])

    return careless


@on_sqlite
@pytest.mark.parametrize("fault", [losing_a_row, changing_a_letter])
def test_a_difference_is_named_and_ends_with_a_fault(
    app: Flask, filled: Flask, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Any
):
    before = picture_of(app)
    monkeypatch.setattr(sqlite._Target, "fill", fault(sqlite._Target.fill))
    copied = run("database", "copy", "--to", f"sqlite:///{tmp_path / 'bad.db'}")
    assert copied.exit_code == 1
    wrong = [line.split()[0] for line in copied.output.splitlines() if line.endswith("NO")]
    assert wrong == ["posts"]
    assert picture_of(app) == before


@on_sqlite
def test_what_postgresql_cannot_take_is_said_without_its_words(
    app: Flask, filled: Flask, run: Run, server: str
):
    with app.app_context(), unit_of_work():
        name = "UPDATE members SET display_name = display_name || :long"
        db.session.execute(text(name), {"long": "secret-name" * 9})
    refused = run("database", "copy", "--to", server)
    assert refused.exit_code == 1
    assert "members" in refused.output
    assert "secret-name" not in refused.output


@on_sqlite
def test_rows_that_point_at_nothing_are_not_moved(app: Flask, filled: Flask, run: Run, server: str):
    with app.app_context(), db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("UPDATE posts SET author_id = 999999 WHERE position = 2")
        connection.invalidate()
    refused = run("database", "copy", "--to", server)
    assert refused.exit_code == 1
    assert "posts" in refused.output
    assert "not there" in refused.output


def test_a_column_of_an_unknown_kind_stops_everything():
    from sqlalchemy import Numeric

    from app.operations.services.moving.columns import UnknownKind, kind_of

    with pytest.raises(UnknownKind, match=r"prices\.amount"):
        kind_of("prices", "amount", Numeric())


def test_the_server_s_complaint_names_no_value():
    class Said(psycopg.Error):
        diag: Any = type("d", (), {"message_primary": "value too long", "column_name": "body"})()

    assert postgres.plain(Said()) == "value too long (column body)"
