"""One unit of work keeps all of a change or nothing, and nothing is written outside of one."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.accounts.models import Member
from app.core.database import db, sqlite_settings
from app.core.transactions import WriteOutsideUnitOfWork, after_commit, unit_of_work


def a_member(name: str) -> Member:
    """A row to write."""
    return Member(display_name=name, name_key=name)


def members() -> int:
    """How many stand in the database, seen by a fresh transaction."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Member)) or 0


def test_what_a_unit_of_work_did_is_kept(inside: Flask) -> None:
    with unit_of_work():
        db.session.add(a_member("kept"))
    assert members() == 1


def test_an_exception_takes_everything_back(inside: Flask) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work():
        db.session.add(a_member("lost"))
        db.session.flush()
        1 / 0
    assert members() == 0


def test_a_unit_of_work_inside_another_joins_it(inside: Flask) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work():
        with unit_of_work():
            db.session.add(a_member("inner"))
        1 / 0
    assert members() == 0


def test_a_change_outside_a_unit_of_work_is_refused(inside: Flask) -> None:
    db.session.add(a_member("stray"))
    with pytest.raises(WriteOutsideUnitOfWork):
        db.session.flush()
    assert members() == 0


def test_a_writing_statement_outside_a_unit_of_work_is_refused(inside: Flask) -> None:
    with unit_of_work():
        db.session.add(a_member("safe"))
    with pytest.raises(WriteOutsideUnitOfWork):
        db.session.execute(delete(Member))
    assert members() == 1


def test_consequences_wait_for_the_commit(inside: Flask) -> None:
    seen = []
    with unit_of_work():
        db.session.add(a_member("first"))
        after_commit(lambda: seen.append(members()))
        assert seen == []
    assert seen == [1]


def test_a_change_that_fails_has_no_consequences(inside: Flask) -> None:
    seen: list[int] = []
    with pytest.raises(ZeroDivisionError), unit_of_work():
        after_commit(lambda: seen.append(1))
        1 / 0
    assert seen == []


def test_one_broken_consequence_does_not_stop_the_next(inside: Flask) -> None:
    seen = []
    with unit_of_work():
        after_commit(lambda: 1 / 0)
        after_commit(lambda: seen.append("told"))
    assert seen == ["told"]


def test_a_consequence_without_a_change_is_refused(inside: Flask) -> None:
    with pytest.raises(WriteOutsideUnitOfWork):
        after_commit(lambda: None)


def test_sqlite_is_opened_as_promised(inside: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        assert sqlite_settings() == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 5000,
        }


def test_a_page_that_only_reads_opens_no_transaction_on_postgresql(inside: Flask) -> None:
    db.session.execute(select(Member.id))
    if db.engine.dialect.name == "postgresql":
        driver = db.session.connection().connection.driver_connection
        assert driver.info.transaction_status.name == "IDLE"


def test_rows_can_be_read_in_pieces_outside_a_unit_of_work(inside: Flask) -> None:
    with unit_of_work():
        db.session.add_all([a_member(f"many {n}") for n in range(5)])
    rows = db.session.execute(select(Member.id).execution_options(yield_per=2))
    assert len(list(rows)) == 5


def test_reads_inside_a_unit_of_work_see_what_it_wrote_and_others_do_not(inside: Flask) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work():
        db.session.add(a_member("not yet"))
        db.session.flush()
        assert db.session.scalar(select(func.count()).select_from(Member)) == 1
        1 / 0
    assert members() == 0
