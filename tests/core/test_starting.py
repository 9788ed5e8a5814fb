"""What is checked and done once before the site serves."""

from __future__ import annotations

import json
import os

import pytest
from flask import Flask
from sqlalchemy import text

from app.core.database import db
from app.core.starting import (
    Prepared,
    fingerprint_of,
    migrate,
    refuse_silent_redis,
    refuse_unsafe_workers,
)

SQLITE, POSTGRES = "sqlite", "postgresql"


@pytest.mark.parametrize(
    ("variables", "database"),
    [
        ({}, SQLITE),
        ({"WEB_CONCURRENCY": "1"}, SQLITE),
        ({"WEB_CONCURRENCY": ""}, SQLITE),
        ({"WEB_CONCURRENCY": "4", "REDIS_URL": "redis://localhost"}, POSTGRES),
    ],
)
def test_one_worker_or_a_server_for_everything_may_start(variables, database):
    refuse_unsafe_workers(variables, database=database)


@pytest.mark.parametrize(
    ("variables", "database"),
    [
        ({"WEB_CONCURRENCY": "2"}, SQLITE),
        ({"WEB_CONCURRENCY": "2", "REDIS_URL": "redis://localhost"}, SQLITE),
        ({"WEB_CONCURRENCY": "2"}, POSTGRES),
    ],
)
def test_two_workers_need_postgresql_and_redis(variables, database):
    with pytest.raises(SystemExit, match="PostgreSQL and Redis"):
        refuse_unsafe_workers(variables, database=database)


def test_a_named_redis_that_is_silent_stops_the_start():
    with pytest.raises(SystemExit, match="Redis does not answer"):
        refuse_silent_redis("redis://127.0.0.1:1/0")


def test_no_redis_is_fine():
    refuse_silent_redis(None)


def test_a_database_that_a_newer_version_has_used_stops_the_start(inside: Flask):
    with db.engine.begin() as connection:
        before = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(SystemExit, match="newer version"):
            migrate()
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": before})


def test_a_step_is_due_once_per_database_and_fingerprint(tmp_path):
    due = []
    for database, fingerprint in [("a", "1"), ("a", "1"), ("a", "2"), ("b", "2"), ("a", "2")]:
        with Prepared(tmp_path, database).once("catalogue", fingerprint) as is_due:
            due.append(is_due)
    assert due == [True, False, True, True, False]


def test_a_step_that_failed_is_due_again(tmp_path):
    with pytest.raises(ZeroDivisionError), Prepared(tmp_path, "a").once("demo", "1"):
        raise ZeroDivisionError
    with Prepared(tmp_path, "a").once("demo", "1") as is_due:
        assert is_due


def test_a_new_database_forgets_what_was_done_in_its_predecessor(tmp_path):
    with Prepared(tmp_path, "a").once("demo", "1"):
        pass
    prepared = Prepared(tmp_path, "a")
    prepared.forget()
    with prepared.once("demo", "1") as is_due:
        assert is_due


def test_what_is_remembered_names_no_database(tmp_path):
    with Prepared(tmp_path, "postgresql://secret@host/db").once("demo", "1"):
        pass
    assert "secret" not in (tmp_path / "prepared.json").read_text()
    assert json.loads((tmp_path / "prepared.json").read_text())


def test_a_fingerprint_changes_with_a_file(tmp_path):
    (tmp_path / "one.tsv").write_text("a")
    before = fingerprint_of(tmp_path)
    os.utime(tmp_path / "one.tsv", (0, 0))
    assert fingerprint_of(tmp_path) == before
    (tmp_path / "one.tsv").write_text("b")
    assert fingerprint_of(tmp_path) != before
