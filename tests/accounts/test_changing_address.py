"""Another address to sign in with: only who reads there can take it, and the old one is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.events import SignInDetailsChanged
from app.accounts.models import LetterToken, Member
from app.accounts.services import changing, letter_tokens
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.accounts.browser import join, send, sign_in, unchanging
from tests.accounts.letters import letters, newest_link, word_of
from tests.support.client import SiteClient
from tests.support.queries import count_queries

OLD, NEW = "ada@example.org", "ada.new@example.org"


@pytest.fixture
def ada(with_password) -> Member:
    with_password(email="other@example.org")
    return with_password(email=OLD, display_name="Quiet Heron")


@pytest.fixture
def own(client: SiteClient, ada: Member) -> SiteClient:
    return client.sign_in(ada)


def ask(client: SiteClient, email: str = NEW):
    return send(client, "/me/address", email=email)


def press(client: SiteClient, link: str):
    return send(client, "/new-address", letter_token=word_of(link))


def test_the_link_in_the_letter_changes_the_address(app: Flask, own: SiteClient):
    assert ask(own).location == "/me/address/sent"
    assert NEW in own.page("/me/address/sent").text
    link = newest_link(app, "change_address")
    assert NEW in own.page(link).find("main").text
    assert sign_in(app.test_client(), NEW).status_code == 401
    assert press(own, link).location == "/me/sign-in"
    assert NEW in own.page("/me/sign-in").text
    assert sign_in(app.test_client(), NEW).status_code == 303
    assert sign_in(app.test_client(), OLD).status_code == 401


def test_the_old_address_is_told_before_and_after(app: Flask, own: SiteClient, ada: Member):
    ask(own)
    press(own, newest_link(app, "change_address"))
    new, before, after = letters(app)
    assert (new.kind, new.address) == ("change_address", NEW)
    assert {(one.kind, one.address) for one in (before, after)} == {("address_changed", OLD)}
    assert "http://localhost/me/password" in before.body
    assert "Nothing has changed yet" in before.body
    assert "Tell the people who run this site" in after.body
    assert all(NEW not in one.body for one in (before, after))
    assert {one.recipient for one in (new, before, after)} == {f"member:{ada.id}"}


def test_all_other_devices_are_signed_out_and_this_one_is_not(app: Flask, own, ada, heard):
    news, phone = heard(SignInDetailsChanged), app.test_client().sign_in(ada)
    ask(own)
    press(own, newest_link(app, "change_address"))
    assert phone.get("/me").status_code == 302
    own.page("/me")
    assert [(one.what, one.member_id) for one in news] == [("address", ada.id)]


def test_who_is_not_signed_in_lends_their_address_to_nobody(app: Flask, own: SiteClient):
    """Else somebody could plant their account under the address of another person who presses."""
    ask(own)
    link, reader = newest_link(app, "change_address"), app.test_client()
    assert "/sign-in" in reader.get(link).location
    press(reader, link)
    assert OLD in own.page("/me/sign-in").text
    assert press(own, link).status_code == 303


def test_a_link_works_once_and_kills_all_others(app: Flask, own: SiteClient, ada: Member):
    ask(own)
    first = newest_link(app, "change_address")
    ask(own, "third@example.org")
    press(own, first)
    for dead in (first, newest_link(app, "change_address")):
        assert own.get(dead).status_code == press(own, dead).status_code == 404
    with app.app_context():
        assert db.session.scalars(select(LetterToken)).all() == []


def test_a_new_password_kills_the_link(app: Flask, own: SiteClient):
    """What the letter to the old address promises."""
    ask(own)
    send(own, "/me/password", password="copper lantern eleven maps")
    assert press(own, newest_link(app, "change_address")).status_code == 404


def test_a_link_is_dead_where_somebody_else_is_signed_in(app: Flask, own, with_password):
    ask(own)
    eve = app.test_client().sign_in(with_password())
    link = newest_link(app, "change_address")
    assert eve.get(link).status_code == press(eve, link).status_code == 404
    assert press(own, link).status_code == 303


def test_nobody_finds_out_whether_an_address_is_a_members(app: Flask, own: SiteClient):
    join(app.test_client(), name="Amber Fern", email="waits@example.org")
    found = []
    for email in ("other@example.org", "free@example.org", "waits@example.org"):
        with count_queries() as seen:
            answer = ask(own, email)
        page = unchanging(own.get(answer.location).text.replace(email, "ADDRESS"))
        found.append((answer.status_code, answer.location, page, seen))
    assert [one[:3] for one in found] == [found[0][:3]] * 3
    # The first time, the page's address is kept in a new row.
    assert found[1][3] == found[2][3]
    told = [(one.kind, one.address) for one in letters(app)[1:]]
    old = ("address_changed", OLD)
    assert told == [
        ("known_address", "other@example.org"), old,
        ("change_address", "free@example.org"), old,
        ("change_address", "waits@example.org"), old,
    ]  # fmt: skip


def test_an_address_that_was_taken_meanwhile_stays_with_its_owner(app: Flask, own, with_password):
    ask(own)
    with_password(email=NEW)
    assert press(own, newest_link(app, "change_address")).status_code == 404
    assert OLD in own.page("/me/sign-in").text


def test_an_address_taken_in_the_same_moment_stays_with_its_owner(
    app: Flask, own, with_password, monkeypatch
):
    ask(own)
    with_password(email=NEW)
    monkeypatch.setattr(changing, "_make_room", lambda address: None)
    assert press(own, newest_link(app, "change_address")).status_code == 404


def test_who_only_claims_an_address_gives_way_to_who_reads_there(app: Flask, own: SiteClient):
    join(app.test_client(), name="Amber Fern", email=NEW)
    ask(own)
    assert press(own, newest_link(app, "change_address")).status_code == 303
    with app.app_context():
        assert "Amber Fern" not in db.session.scalars(select(Member.display_name)).all()


@pytest.mark.parametrize(
    ("typed", "words"), [(" ADA@Example.org", "you have now"), ("no address", "like this")]
)
def test_what_cannot_be_a_new_address_is_said(own: SiteClient, app: Flask, typed, words: str):
    answer = ask(own, typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert letters(app) == []


def test_mailboxes_cannot_be_flooded(app: Flask, own: SiteClient):
    for n in range(4):
        answer = ask(own, f"victim{n}@example.org")
    assert answer.status_code == 422
    assert "You asked for several letters" in answer.text
    assert len(letters(app, "change_address")) == 3


def test_looking_at_the_link_changes_nothing(app: Flask, own: SiteClient):
    ask(own)
    answer = own.get(newest_link(app, "change_address"))
    assert answer.headers["Cache-Control"] == "no-store"
    assert OLD in own.page("/me/sign-in").text


def test_the_link_runs_out(app: Flask, own: SiteClient):
    ask(own)
    link = newest_link(app, "change_address")
    with time_machine.travel(now() + timedelta(hours=24, minutes=1)):
        assert press(own, link).status_code == 404


def test_the_purpose_is_asked_for(app: Flask, own: SiteClient, ada: Member):
    with app.app_context(), unit_of_work():
        word = letter_tokens.make(purpose=letter_tokens.RESET, member_id=ada.id)
    assert press(own, f"/new-address/{word}").status_code == 404
