"""Which trouble is a pause, which is a full disk, which is our fault; and what the page repeats."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import (
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from app.core import patience
from app.core.database import db

WORDS = "My first week with it was hard"


class Cause(Exception):
    """What a driver raises, with its code."""

    def __init__(self, sqlite_errorcode: int | None = None, sqlstate: str | None = None) -> None:
        super().__init__("inside words")
        self.sqlite_errorcode, self.sqlstate = sqlite_errorcode, sqlstate


def sent(app, monkeypatch, error, **fields: str):
    """The answer to a form whose view meets this error."""

    def broken():
        raise error

    broken.__dict__.update(app.view_functions["accounts.send_sign_in"].__dict__)
    monkeypatch.setitem(app.view_functions, "accounts.send_sign_in", broken)
    return app.test_client().post("/sign-in", data=fields)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("", {}, Cause(sqlite3.SQLITE_BUSY)), 503),
        (OperationalError("", {}, Cause(sqlite3.SQLITE_FULL)), 507),
        (OperationalError("", {}, Cause(sqlite3.SQLITE_READONLY)), 503),
        (OperationalError("", {}, Cause(sqlstate="53100")), 507),
        (InternalError("", {}, Cause(sqlstate="25006")), 503),
        (InternalError("", {}, Cause(sqlstate="25P02")), 500),
        (InterfaceError("", {}, Cause()), 503),
        (WaitedTooLong("no connection is free"), 503),
        (IntegrityError("", {}, Cause(sqlite3.SQLITE_CONSTRAINT)), 500),
    ],
    ids=lambda value: f"{type(value).__name__}" if isinstance(value, Exception) else None,
)
def test_trouble_has_its_status_and_keeps_what_was_typed(app, monkeypatch, error, status):
    answer = sent(app, monkeypatch, error, body=WORDS)
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status in (503, 507))
    assert WORDS in answer.text
    assert "inside words" not in answer.text


def test_no_page_repeats_a_password_or_a_token(app, monkeypatch):
    """Red when a field is shown whatever its name."""
    secrets = {
        "password": "four plain words together",
        "new_password": "five other plain words together",
        "csrf_token": "a-token-of-more-than-fifteen",
        "recovery_code": "abcd efgh ijkl mnop",
    }
    error = OperationalError("", {}, Cause(sqlite3.SQLITE_BUSY))
    answer = sent(app, monkeypatch, error, body=WORDS, **secrets)
    assert WORDS in answer.text
    assert not [name for name, value in secrets.items() if value in answer.text]


def test_a_page_waits_for_its_database_once(app):
    """All waits of a page come out of one purse. Red when each may take the whole of it."""
    with app.test_request_context():
        assert patience.left() == patience.PAGE
        with patience.waiting_for_the_lock() as seconds:
            assert seconds == patience.PAGE
        patience.spend(2)
        assert 0 < patience.left() < 0.5
        patience.give_up()
        with pytest.raises(WaitedTooLong):
            db.session.connection()


def test_a_command_is_not_hurried(inside):
    assert patience.left() is None
    with patience.waiting_for_the_lock() as seconds:
        assert seconds == patience.COMMAND
