"""Before something grave: the password once more, then on to where one was."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Member, SignedInSession
from app.accounts.services import proving
from app.accounts.services.sessions import SHARED_LIFE
from app.accounts.views import proving as pages
from app.core.clock import now
from app.core.database import db
from app.core.viewer import Viewer
from tests.accounts.browser import PASSWORD, send, sign_in
from tests.support.client import SiteClient


@pytest.fixture
def ada(with_password) -> Member:
    with_password(password="another lantern twelve maps")
    return with_password(email="ada@example.org")


def forget_the_proof(app: Flask, *, minutes: float = 11) -> None:
    """Let the last proof in every session be that old."""
    with app.app_context():
        proved_at = SignedInSession.__table__.c.proved_at
        with db.engine.begin() as connection:
            connection.execute(
                SignedInSession.__table__.update().values(
                    {proved_at: now() - timedelta(minutes=minutes)}
                )
            )


@pytest.fixture
def stale(app: Flask, client: SiteClient, ada: Member) -> SiteClient:
    """Signed in, but not proved for eleven minutes."""
    client.sign_in(ada)
    forget_the_proof(app)
    return client


@pytest.mark.parametrize(
    ("age", "is_recent"),
    [(0, True), (599, True), (600, False), (3600, False), (-1, False), (None, False)],
)
def test_a_proof_holds_ten_minutes(age: int | None, is_recent: bool):
    moment = now()
    with time_machine.travel(moment, tick=False):
        at = None if age is None else now() - timedelta(seconds=age)
        assert proving.is_recent(Viewer(id=1, proved_at=at)) is is_recent


def test_somebody_who_just_signed_in_is_not_asked(client: SiteClient, ada: Member):
    sign_in(client, ada.email)
    assert client.page("/me/password").find(id="password")


def test_a_page_waits_for_the_password(stale: SiteClient):
    answer = stale.get("/me/password")
    assert (answer.status_code, answer.location) == (303, "/me/prove?next=/me/password")
    asked = stale.page(answer.location)
    assert asked.find("input", {"name": "next"})["value"] == "/me/password"
    assert send(stale, "/me/prove", password=PASSWORD, next="/me/password").location == (
        "/me/password"
    )
    stale.page("/me/password")


def test_a_wrong_password_opens_nothing(stale: SiteClient):
    for wrong in ("wrong words here", "another lantern twelve maps", "x" * 5000):
        answer = send(stale, "/me/prove", password=wrong, next="/me/password")
        assert answer.status_code == 401
        assert "This is not your password" in answer.text
        assert 'value="/me/password"' in answer.text
    assert stale.get("/me/password").status_code == 303
    assert send(stale, "/me/prove", password="").status_code == 422


def test_a_form_that_was_sent_is_kept_and_shown_again(stale: SiteClient):
    answer = send(stale, "/me/address", email="new.address@example.org")
    asked = stale.page(answer.location)
    assert "We kept what you wrote" in asked.text
    goal = asked.find("input", {"name": "next"})["value"]
    kept = stale.page(send(stale, "/me/prove", password=PASSWORD, next=goal).location)
    form = kept.find("form", action="/me/address")
    assert form.find("input", {"name": "email"})["value"] == "new.address@example.org"
    assert send(stale, "/me/address", email="new.address@example.org").location == (
        "/me/address/sent"
    )


def test_a_password_that_was_sent_is_not_kept(app: Flask, stale: SiteClient):
    answer = send(stale, "/me/password", password="copper lantern eleven maps")
    assert answer.location == "/me/prove?next=/me/password"
    from app.core.step_drafts import StepDraft

    with app.app_context():
        assert db.session.scalars(select(StepDraft)).all() == []


def test_the_session_gets_a_new_word_and_the_old_one_opens_nothing(app: Flask, stale: SiteClient):
    before = stale.get_cookie("session").value
    send(stale, "/me/prove", password=PASSWORD)
    assert stale.get_cookie("session").value != before
    thief = app.test_client()
    thief.set_cookie("session", before)
    assert thief.get("/me").status_code == 302
    stale.page("/me")
    with app.app_context():
        assert len(db.session.scalars(select(SignedInSession)).all()) == 1


def test_other_devices_are_not_proved_by_it(app: Flask, ada: Member, stale: SiteClient):
    phone = app.test_client().sign_in(ada)
    forget_the_proof(app)
    send(stale, "/me/prove", password=PASSWORD)
    assert phone.get("/me/password").status_code == 303


@pytest.mark.parametrize("shared", [False, True])
def test_a_proof_keeps_how_long_the_device_is_remembered(app: Flask, client, ada, shared: bool):
    sign_in(client, ada.email, **({"shared": "y"} if shared else {}))
    forget_the_proof(app)
    with time_machine.travel(now() + timedelta(hours=1), tick=False):
        send(client, "/me/prove", password=PASSWORD)
    age = client.get_cookie("session").max_age
    assert (age is None) is shared
    assert shared or SHARED_LIFE.total_seconds() < age <= 60 * 24 * 3600 - 3600


def test_somebody_who_proved_themselves_is_led_on_without_being_asked(client, ada: Member):
    client.sign_in(ada)
    assert client.get("/me/prove?next=/me/password").location == "/me/password"


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_proof_leads_only_to_pages_of_this_site(stale: SiteClient, address: str):
    asked = BeautifulSoup(
        stale.get("/me/prove", query_string={"next": address}).text, "html.parser"
    )
    assert asked.find("input", {"name": "next"})["value"] == "/me"
    assert send(stale, "/me/prove", password=PASSWORD, next=address).location == "/me"


def test_tries_are_counted_for_the_member_and_not_for_others(limited: Flask, with_password):
    ada, eve = with_password(), with_password()
    mine, theirs = limited.test_client().sign_in(ada), limited.test_client().sign_in(eve)
    forget_the_proof(limited)
    wrong = [send(mine, "/me/prove", password="wrong words").status_code for _ in range(6)]
    assert wrong == [401] * 5 + [429]
    assert send(mine, "/me/prove", password=PASSWORD).status_code == 429
    assert send(theirs, "/me/prove", password=PASSWORD).status_code == 303


def test_another_way_to_prove_oneself_stands_below_the_password(stale: SiteClient, monkeypatch):
    ways = [
        lambda viewer, wanted: None,
        lambda viewer, wanted: ("Use a ring", f"/ring?to={wanted}"),
    ]
    monkeypatch.setattr(pages, "other_ways", ways)
    asked = stale.page("/me/prove?next=/me/password")
    assert asked.find("a", string="Use a ring")["href"] == "/ring?to=/me/password"
