"""W-2: a ticket is good once, for a minute, for one session."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from flask import Flask

from app.core.sockets import new_ticket, tickets
from app.core.viewer import Viewer
from tests.chat.pages import connect, ticket_of

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)
ME, OTHER = Viewer(id=1, session_id=5), Viewer(id=1, session_id=6)


def test_it_is_good_once_and_only_for_its_session(inside: Flask) -> None:
    ticket = new_ticket(ME)

    assert not tickets.takes(ticket, OTHER)
    assert tickets.takes(ticket, ME)
    assert not tickets.takes(ticket, ME)
    assert new_ticket(ME) != new_ticket(ME)


def test_it_is_good_for_a_minute(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    early, late = new_ticket(ME), new_ticket(ME)
    real = time.time
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: real() + 59)
    assert tickets.takes(early, ME)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: real() + 62)
    assert not tickets.takes(late, ME)


@pytest.mark.parametrize(
    "wrong", [None, 1, {}, [], "", "x", "x" * 300, "\ud800", "\0", "é", "a.b.c", True]
)
def test_anything_else_is_none(inside: Flask, wrong: object) -> None:
    assert not tickets.takes(wrong, ME)


def test_what_was_signed_for_something_else_is_none(inside: Flask) -> None:
    signer = tickets._signer(inside)
    for content in (5, [5], [5, "a", "b"], {"5": 1}, "5"):
        assert not tickets.takes(signer.dumps(content), ME)


def test_one_of_before_another_key_is_none(inside: Flask) -> None:
    ticket = new_ticket(ME)
    key = inside.config["SECRET_KEY"]
    inside.config["SECRET_KEY"] = "another key " * 4
    try:
        assert not tickets.takes(ticket, ME)
    finally:
        inside.config["SECRET_KEY"] = key


def test_the_cookie_alone_opens_nothing(app: Flask, cast: SimpleNamespace) -> None:
    browser = app.test_client().sign_in(cast.patient)
    for ticket in (None, "", "x", ticket_of(app, app.test_client().sign_in(cast.patient))):
        assert not connect(app, browser, ticket).is_connected("/chat")

    good = connect(app, browser, ticket_of(app, browser))
    assert good.is_connected("/chat")
    good.disconnect("/chat")


def test_a_ticket_without_the_cookie_opens_nothing(app: Flask, cast: SimpleNamespace) -> None:
    browser = app.test_client().sign_in(cast.patient)

    assert not connect(app, app.test_client(), ticket_of(app, browser)).is_connected("/chat")


def test_a_stranger_gets_no_ticket(app: Flask) -> None:
    assert app.test_client().post("/chat/ticket").status_code in (302, 303, 401)
