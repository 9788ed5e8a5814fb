"""Every checkup is green on a healthy site and names the corruption it is there for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.catalogue.models import CatalogueLoad
from app.core import checkups
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.insights.models import Release, ReleasedTable
from tests.factories import Maker

on_sqlite = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def level(words: str) -> str:
    """The level of the checkup whose sentence holds the words, and nothing else."""
    return result(words).level


def result(words: str) -> checkups.Result:
    checkups._load()
    (sentence,) = [one for one in checkups._checks if words in one]
    return checkups.Result(sentence, checkups._done(checkups._checks[sentence]))


def break_row(statement: str, **values: Any) -> None:
    """Change a row behind the back of every rule."""
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            for trigger in ("consents_keep_lines", "released_tables_update"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
            connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(text(statement), values)
    # Otherwise the session goes on looking at the picture it had before.
    db.session.rollback()


@pytest.fixture
def healthy(inside: Flask, make: Maker, instance: Path) -> SimpleNamespace:
    """A group with a conversation, a reaction, a place, an evaluation and a catalogue."""
    one, other = make.member(), make.member()
    group = make.group(members=(one, other))
    topic = make.topic(group=group, by=one, replies=2, body="**strong** words")
    place = make.place(member=other, topic=topic, position=2)
    with unit_of_work():
        db.session.execute(
            text(
                "INSERT INTO reactions (post_id, member_id, kind, created_at) "
                "SELECT id, :who, 'hope', created_at FROM posts WHERE position = 1"
            ),
            {"who": other.id},
        )
        db.session.execute(text("UPDATE posts SET hope_count = 1 WHERE position = 1"))
        db.session.add(CatalogueLoad(files_hash="x", version="x", concept_count=0, name_count=0))
    return SimpleNamespace(one=one, other=other, group=group, topic=topic, place=place)


ABOUT_ROWS = {
    "Groups count": (
        "UPDATE groups SET member_count = 3",
        "UPDATE groups SET topic_count = 0",
        "DELETE FROM memberships WHERE id = (SELECT min(id) FROM memberships)",
    ),
    "Posts are numbered": (
        "UPDATE topics SET post_count = 4",
        "UPDATE posts SET position = 7 WHERE position = 3",
        "DELETE FROM posts WHERE position = 2",
        "UPDATE reading_places SET position = 9",
    ),
    "Posts count their reactions": (
        "UPDATE posts SET hope_count = 2 WHERE position = 1",
        "UPDATE posts SET thanks_count = 1 WHERE position = 2",
        "DELETE FROM reactions",
    ),
    "Stored pages": (
        "UPDATE posts SET html = '<p>something else</p>' WHERE position = 1",
        "UPDATE posts SET body = 'changed' WHERE position = 2",
    ),
    "The catalogue": ("UPDATE catalogue_loads SET concept_count = 5",),
}


@pytest.mark.parametrize(
    ("words", "corruption"),
    [(words, statement) for words, all_ in ABOUT_ROWS.items() for statement in all_],
)
def test_a_row_that_contradicts_another_is_named(
    healthy: SimpleNamespace, words: str, corruption: str
):
    assert level(words) == "green"
    break_row(corruption)
    assert level(words) == "red"


@pytest.mark.parametrize(
    "corruption",
    [
        "UPDATE posts SET author_id = 987654 WHERE position = 2",
        "UPDATE topics SET group_id = 987654",
        "UPDATE groups SET condition_id = 987654",
    ],
)
def test_a_row_that_points_at_nothing_is_named(
    inside: Flask, healthy: SimpleNamespace, corruption: str
):
    assert level("Every reference") == "green"
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF" if sqlite else "SET session_replication_role=replica")
        raw.execute(corruption)
        if not sqlite:
            raw.execute("COMMIT")
        connection.invalidate()
    assert "that are not there" in result("Every reference").problems[0].words


CONSENT = (
    "INSERT INTO consents (member_id, purpose, given, text_version, text_hash, language, source, at)"
    " VALUES (:who, 'show_groups', :given, 1, 'h', 'en', 'test', :at)"
)


@pytest.mark.parametrize(
    ("given", "corruption"),
    [
        (True, "UPDATE consents SET given = :no"),
        (True, "UPDATE consents SET text_version = 7"),
        (True, "UPDATE consent_states SET text_version = 7"),
    ],
)
def test_a_consent_that_holds_without_its_line_is_named(
    healthy: SimpleNamespace, make: Maker, given: bool, corruption: str
):
    make.consent(member=healthy.one, purpose="show_groups")
    break_row(CONSENT, who=healthy.one.id, given=given, at=now())
    assert level("What holds is what") == "green"
    break_row(corruption, no=False) if ":no" in corruption else break_row(corruption)
    assert "hold without" in result("What holds is what").problems[0].words


def test_a_consent_that_was_given_and_does_not_hold_is_named(healthy: SimpleNamespace, make: Maker):
    make.consent(member=healthy.one, purpose="show_groups", holds=False)
    break_row(CONSENT, who=healthy.one.id, given=True, at=now())
    break_row(CONSENT, who=healthy.one.id, given=False, at=now())
    assert level("What holds is what") == "green"
    break_row(CONSENT, who=healthy.one.id, given=True, at=now())
    assert "do not hold" in result("What holds is what").problems[0].words


def test_a_consent_whose_text_is_lost_is_named(healthy: SimpleNamespace):
    break_row(CONSENT, who=healthy.one.id, given=True, at=now())
    assert "is not kept" in result("shows the text of every line").problems[0].words


def test_an_old_evaluation_that_counts_is_named(healthy: SimpleNamespace, make: Maker):
    words = "One evaluation per person"
    treatment = make.concept(kind="treatment")
    old = make.evaluation(
        by=healthy.one, treatment=treatment, is_current=False, entered_at=now() - timedelta(9)
    )
    new = make.evaluation(by=healthy.one, treatment=treatment)
    assert level(words) == "green"
    break_row("UPDATE evaluations SET is_current = :no WHERE id = :id", no=False, id=new.id)
    assert level(words) == "red"
    break_row("UPDATE evaluations SET is_current = :yes WHERE id = :id", yes=True, id=old.id)
    assert level(words) == "red"


def test_a_released_table_that_was_changed_is_named(healthy: SimpleNamespace, make: Maker):
    concept = make.concept(kind="condition")
    with unit_of_work():
        release = Release(
            name="2026-H1", cut_off=now().date(), epsilon="1/2", least_cell=24, least_cohort=50,
            catalogue_version=1, sha256="0" * 64,
        )  # fmt: skip
        db.session.add(release)
        db.session.flush()
        db.session.add(
            ReleasedTable(
                release_id=release.id, table_id="t", condition_id=concept.id, condition_slug="c",
                artefact="{}", sha256="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            )
        )  # fmt: skip
    assert level("What was released") == "green"
    assert "without a line" in result("What releases cost").problems[0].words
    break_row("UPDATE released_tables SET artefact = '{1}'")
    assert level("What was released") == "red"


@on_sqlite
def test_a_schema_that_is_older_or_newer_is_named(healthy: SimpleNamespace):
    assert level("The schema is") == "green"
    break_row("UPDATE alembic_version SET version_num = '0003'")
    assert "needs" in result("The schema is").problems[0].words
    break_row("UPDATE alembic_version SET version_num = '9999'")
    assert "newer than this program" in result("The schema is").problems[0].words
    break_row("DELETE FROM alembic_version")
    assert "no tables yet" in result("The schema is").problems[0].words


def test_a_column_that_no_model_knows_is_named(healthy: SimpleNamespace, site: Any):
    assert level("Tables are what") == "green"
    break_row("ALTER TABLE topics ADD COLUMN odd integer")
    try:
        assert "topics odd" in result("Tables are what").problems[0].words
    finally:
        break_row("ALTER TABLE topics DROP COLUMN odd")


@on_sqlite
def test_a_damaged_page_is_named(inside: Flask, healthy: SimpleNamespace):
    assert level("The database is whole") == "green"
    with db.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'ix_posts_author_id'")
        connection.invalidate()
    assert level("The database is whole") == "red"


@on_sqlite
def test_a_database_that_forgets_on_a_power_cut_is_named(inside: Flask, healthy: SimpleNamespace):
    db.session.connection().exec_driver_sql("PRAGMA busy_timeout=1")
    assert level("What was acknowledged") == "red"


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_a_server_that_forgets_on_a_power_cut_is_named(inside: Flask, healthy: SimpleNamespace):
    # Tests run without, for speed; a site must not.
    assert "synchronous_commit off" in result("What was acknowledged").problems[0].words
