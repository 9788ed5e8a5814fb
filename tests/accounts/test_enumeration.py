"""Nobody finds out who is a member: same page, same status, same work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Consent, Member, SignedInSession
from app.accounts.services import hashing
from app.core.database import db
from tests.accounts.browser import PASSWORD, join, join_up_to_check, send, sign_in, unchanging
from tests.factories import Maker
from tests.support.queries import count_queries


@pytest.fixture
def people(with_password: Callable, make: Maker) -> None:
    """One who can sign in, one who came without a password."""
    with_password(email="known@example.org", display_name="Quiet Heron")
    make.member(email="empty@example.org")


ADDRESSES = ("known@example.org", "empty@example.org", "nobody@example.org")


def test_every_way_to_fail_gives_the_same_page(app: Flask, people: None):
    answers = [sign_in(app.test_client(), address, "wrong words here") for address in ADDRESSES]
    pages = {
        unchanging(answer.text.replace(address, "ADDRESS"))
        for answer, address in zip(answers, ADDRESSES)
    }
    assert {answer.status_code for answer in answers} == {401}
    assert len(pages) == 1
    headers = [
        {
            k: v
            for k, v in a.headers
            if k not in ("Set-Cookie", "Content-Security-Policy", "Content-Length")
        }
        for a in answers
    ]
    assert headers[0] == headers[1] == headers[2]


def test_every_way_to_fail_does_the_same_work(
    app: Flask, people: None, monkeypatch: pytest.MonkeyPatch
):
    verified: list[str] = []
    real = hashing._beside_the_loop

    def counting(work, *args):
        verified.append(work.__name__)
        return real(work, *args)

    monkeypatch.setattr(hashing, "_beside_the_loop", counting)
    statements = []
    for address in ADDRESSES:
        client = app.test_client()
        client.get("/sign-in")
        with count_queries() as seen:
            sign_in(client, address, "wrong words here")
        statements.append(seen)
    assert verified == ["verify"] * 3
    assert statements[0] == statements[1] == statements[2]


def end_of_sign_up(app: Flask, name: str, email: str):
    client = app.test_client()
    join_up_to_check(client, name=name, email=email)
    with count_queries() as seen:
        press = send(client, "/join/check")
    last = client.get(press.location).text.replace(email, "ADDRESS")
    cookies = {name for name in ("session", "visit", "known") if client.get_cookie(name)}
    return press.status_code, press.location, unchanging(last), cookies, seen


def test_signing_up_with_a_known_address_ends_like_any_other(app: Flask, people: None):
    end_of_sign_up(app, "Olive Wren", "first@example.org")  # keeps the texts of the consents
    known = end_of_sign_up(app, "Amber Fern", "KNOWN@example.org")
    fresh = end_of_sign_up(app, "Copper Wren", "fresh@example.org")
    again = end_of_sign_up(app, "Misty Brook", "fresh@example.org")
    assert known[:4] == fresh[:4] == again[:4]
    assert known[4] == fresh[4] == again[4]


def test_every_page_of_sign_up_is_the_same_for_a_known_address(app: Flask, people: None):
    def page_after(email: str) -> tuple[int, str]:
        client = app.test_client()
        send(client, "/join/age", age="18")
        send(client, "/join/name", display_name="Amber Fern")
        fields = {"email": email, "password": PASSWORD}
        return send(client, "/join/sign-in-details", **fields).status_code, unchanging(
            client.get("/join/consents/keep_health").text
        )

    assert page_after("known@example.org") == page_after("nobody@example.org")


def test_the_account_behind_a_known_address_stays_as_it_was(app: Flask, people: None):
    with app.app_context():
        before = [tuple(row) for row in db.session.execute(select(Member.__table__))]
    stranger = app.test_client()
    join(stranger, name="Amber Fern", email="known@example.org", password="other words of mine 7")
    with app.app_context():
        after = [tuple(row) for row in db.session.execute(select(Member.__table__))]
        assert db.session.scalars(select(Consent)).all() == []
        assert db.session.scalars(select(SignedInSession)).all() == []
    assert before == after
    assert sign_in(stranger, "known@example.org", "other words of mine 7").status_code == 401
    assert sign_in(app.test_client(), "known@example.org").status_code == 303


def test_signing_up_signs_nobody_in(app: Flask):
    client = app.test_client()
    join(client, name="Copper Wren", email="fresh@example.org")
    assert client.get_cookie("session") is None
    assert client.get("/me").status_code == 302
