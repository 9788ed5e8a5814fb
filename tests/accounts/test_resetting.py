"""A forgotten password: by letter, once, and without telling who is a member."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.events import SignInDetailsChanged
from app.accounts.models import LetterToken, Member
from app.accounts.services import hashing
from app.core.clock import now
from app.core.database import db
from tests.accounts.browser import PASSWORD, join, send, sign_in, unchanging
from tests.accounts.letters import letters, newest_link, word_of
from tests.support.client import SiteClient
from tests.support.queries import count_queries

EMAIL = "ada@example.org"
NEW = "copper lantern eleven maps"


@pytest.fixture
def ada(with_password) -> Member:
    with_password(email="other@example.org")
    return with_password(email=EMAIL, display_name="Quiet Heron")


def ask(client: SiteClient, email: str = EMAIL):
    return send(client, "/forgotten", email=email)


def choose(client: SiteClient, link: str, password: str = NEW):
    return send(client, "/new-password", letter_token=word_of(link), password=password)


def test_a_letter_leads_to_a_new_password(app: Flask, client: SiteClient, ada: Member):
    assert ask(client).location == "/forgotten/sent"
    link = newest_link(app, "reset_password")
    assert client.page(link).find("form")["action"] == "/new-password"
    assert choose(client, link).location == "/sign-in"
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 401
    assert sign_in(app.test_client(), EMAIL, NEW).status_code == 303
    assert sign_in(app.test_client(), "other@example.org", PASSWORD).status_code == 303


def test_nobody_is_signed_in_by_a_reset(client: SiteClient, app: Flask, ada: Member):
    ask(client)
    choose(client, newest_link(app, "reset_password"))
    assert client.get_cookie("session") is None
    assert client.get("/me").status_code == 302


def test_the_letter_says_how_long_it_works_and_tells_no_name(app: Flask, client, ada: Member):
    ask(client)
    (letter,) = letters(app)
    assert (letter.subject, letter.recipient) == ("Choose a new password", f"member:{ada.id}")
    assert "one hour" in letter.body
    assert "Quiet Heron" not in letter.body
    assert letter.expires_at - letter.created_at <= timedelta(minutes=60, seconds=5)


def test_looking_at_the_link_changes_nothing(app: Flask, client: SiteClient, ada: Member):
    ask(client)
    for _ in range(2):
        client.page(newest_link(app, "reset_password"))
    assert sign_in(client, EMAIL, PASSWORD).status_code == 303


def test_a_link_works_once_and_kills_all_others(app: Flask, client: SiteClient, ada: Member):
    ask(client)
    ask(client)
    first, second = (letter.body for letter in letters(app, "reset_password"))
    assert first != second
    old, link = (newest_link(app, "reset_password"), newest_link(app, "reset_password"))
    assert choose(client, link).status_code == 303
    for dead in (link, old):
        answer = choose(client, dead, "another lantern twelve maps")
        assert answer.status_code == 404
        assert "This link does not work any more" in answer.text
    with app.app_context():
        assert db.session.scalars(select(LetterToken)).all() == []


def test_every_device_is_signed_out(app: Flask, ada: Member, heard):
    phone = app.test_client().sign_in(ada)
    news, somewhere = heard(SignInDetailsChanged), app.test_client()
    ask(somewhere)
    choose(somewhere, newest_link(app, "reset_password"))
    assert phone.get("/me").status_code == 302
    assert [(one.what, one.member_id) for one in news] == [("password-reset", ada.id)]


def test_a_weak_password_is_refused_and_the_link_lives_on(app: Flask, client, ada: Member):
    ask(client)
    link = newest_link(app, "reset_password")
    for weak in ("", "short", "password1234", "quiet heron 1", "x" * 2000):
        answer = choose(client, link, weak)
        assert answer.status_code == 422
        assert answer.headers["Cache-Control"] == "no-store"
    assert choose(client, link).status_code == 303


def test_the_answer_and_the_work_are_the_same_for_every_address(app: Flask, ada: Member, client):
    join(client, name="Amber Fern", email="waits@example.org")
    found = []
    for email in (EMAIL, "waits@example.org", "nobody@example.org"):
        browser = app.test_client()
        with count_queries() as seen:
            answer = ask(browser, email)
        page = unchanging(browser.get(answer.location).text.replace(email, "ADDRESS"))
        headers = [k for k, _v in answer.headers]
        found.append((answer.status_code, answer.location, headers, page, seen))
    assert found[0] == found[1] == found[2]
    kinds = [letter.kind for letter in letters(app)]
    assert kinds == ["confirm_address", "reset_password", "confirm_address"]


def test_no_password_is_hashed_by_asking(app: Flask, client, ada: Member, monkeypatch):
    def refuse(*_):
        raise AssertionError("a hash was computed")

    monkeypatch.setattr(hashing, "_beside_the_loop", refuse)
    assert ask(client).status_code == ask(client, "nobody@example.org").status_code == 303


def test_a_mailbox_cannot_be_flooded(app: Flask, ada: Member):
    start = now()
    for hours in (0, 2, 4):
        with time_machine.travel(start + timedelta(hours=hours)):
            for _ in range(4):
                assert ask(app.test_client()).location == "/forgotten/sent"
    assert len(letters(app)) == 6
    assert sum(one.created_at - start < timedelta(hours=1) for one in letters(app)) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
        {"Forwarded": "host=evil.example"},
        {"X-Original-Host": "evil.example"},
        {"X-Forwarded-Prefix": "//evil.example"},
    ],
)
def test_a_forged_host_never_stands_in_a_letter(app: Flask, client, ada: Member, headers):
    answer = client.post("/forgotten", data={"email": EMAIL}, headers=headers)
    (letter,) = letters(app)
    assert "evil.example" not in letter.subject + letter.body + answer.text + answer.location
    assert newest_link(app, "reset_password").startswith("/new-password/")


def test_another_name_of_this_server_is_not_taken_into_a_letter(app: Flask, client, ada: Member):
    client.post("/forgotten", data={"email": EMAIL}, base_url="http://127.0.0.1")
    assert "127.0.0.1" not in letters(app)[0].body
    assert client.post("/forgotten", base_url="http://evil.example").status_code == 400


def test_what_was_typed_comes_back_when_it_is_no_address(client: SiteClient, app: Flask):
    answer = ask(client, "ada at example")
    assert answer.status_code == 422
    assert "ada at example" in answer.text
    assert "name@example.org" in answer.text


def test_a_link_is_dead_where_somebody_else_is_signed_in(app: Flask, ada: Member, with_password):
    ask(app.test_client())
    link = newest_link(app, "reset_password")
    other = app.test_client().sign_in(with_password(email="eve@example.org"))
    assert other.get(link).status_code == choose(other, link).status_code == 404
    assert choose(app.test_client(), link).status_code == 303


def test_asking_too_often_is_answered_with_a_wait(limited: Flask):
    client = limited.test_client()
    statuses = [ask(client, "nobody@example.org").status_code for _ in range(11)]
    assert statuses == [303] * 10 + [429]
