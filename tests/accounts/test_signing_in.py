"""Sign-in and sign-out through the pages."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Member, SignedInSession
from app.core.database import db
from tests.accounts.browser import PASSWORD, send, sign_in
from tests.factories import Maker
from tests.support.client import SiteClient


def sessions_in(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(SignedInSession.id)))


def test_address_and_password_open_the_account(client: SiteClient, with_password: Callable):
    with_password(email="ada@example.org", display_name="Quiet Heron")
    answer = sign_in(client, " Ada@Example.ORG ", next="/me")
    assert (answer.status_code, answer.location) == (303, "/me")
    assert "Quiet Heron" in client.page("/me").h1.text


def test_a_password_is_compared_exactly(client: SiteClient, with_password: Callable):
    with_password(email="ada@example.org", password="Kettle orchard plover")
    assert sign_in(client, "ada@example.org", "kettle orchard plover").status_code == 401
    assert sign_in(client, "ada@example.org", "Kettle orchard plover ").status_code == 401


def test_what_was_typed_comes_back_but_the_password(client: SiteClient):
    answer = sign_in(client, "nobody@example.org", "my secret words", next="/me/devices")
    assert "nobody@example.org" in answer.text
    assert 'value="/me/devices"' in answer.text
    assert "my secret words" not in answer.text


def test_empty_fields_are_named(client: SiteClient):
    answer = sign_in(client, "", "")
    assert answer.status_code == 422
    assert "Write your e-mail address." in answer.text


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_sign_in_leads_only_to_pages_of_this_site(
    client: SiteClient, with_password: Callable, address: str
):
    with_password(email="ada@example.org")
    assert sign_in(client, "ada@example.org", next=address).location == "/"


def test_a_cookie_set_beforehand_is_never_adopted(
    app: Flask, client: SiteClient, with_password: Callable
):
    with_password(email="ada@example.org")
    client.set_cookie("session", "chosen-by-a-stranger")
    sign_in(client, "ada@example.org")
    assert client.get_cookie("session").value != "chosen-by-a-stranger"
    stranger = app.test_client()
    stranger.set_cookie("session", "chosen-by-a-stranger")
    assert stranger.get("/me").status_code == 302


def test_signing_in_again_gives_a_new_word_and_ends_the_old_one(
    app: Flask, client: SiteClient, with_password: Callable
):
    with_password(email="ada@example.org")
    sign_in(client, "ada@example.org")
    before = client.get_cookie("session").value
    assert sign_in(client, "ada@example.org").status_code == 303
    assert client.get_cookie("session").value != before
    assert sessions_in(app) == 1


def test_the_cookie_lasts_sixty_days_and_on_a_shared_device_until_the_browser_closes(
    app: Flask, with_password: Callable
):
    with_password(email="ada@example.org")
    own, shared = app.test_client(), app.test_client()
    sign_in(own, "ada@example.org")
    sign_in(shared, "ada@example.org", shared="y")
    assert own.get_cookie("session").max_age == 60 * 24 * 3600
    assert shared.get_cookie("session").max_age is None
    assert shared.get_cookie("known") is None
    assert own.get_cookie("session").http_only


def test_a_captured_cookie_opens_nothing_after_signing_out(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    client.sign_in(cast.patient)
    captured = client.get_cookie("session").value
    answer = send(client, "/sign-out")
    assert answer.location == "/signed-out"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    thief = app.test_client()
    thief.set_cookie("session", captured)
    assert thief.get("/me").status_code == 302
    assert client.get_cookie("session") is None
    assert "You are signed out" in client.page("/signed-out").h1.text


def test_signing_out_twice_harms_nothing(client: SiteClient):
    assert send(client, "/sign-out").status_code == 303


def test_signing_out_leaves_other_people_and_other_devices(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    phone = app.test_client().sign_in(cast.patient)
    other = app.test_client().sign_in(cast.other_patient)
    send(client.sign_in(cast.patient), "/sign-out")
    phone.page("/me")
    other.page("/me")


def test_somebody_signed_in_is_sent_on(client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    assert client.get("/sign-in?next=/me/devices").location == "/me/devices"


def test_a_hash_with_older_costs_is_renewed_at_sign_in(app: Flask, client: SiteClient, make: Maker):
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=2, memory_cost=128, parallelism=1).hash(PASSWORD)
    member = make.member(email="ada@example.org", password_hash=old)
    assert sign_in(client, "ada@example.org").status_code == 303
    with app.app_context():
        kept = db.session.get(Member, member.id).password_hash
    assert kept != old
    assert "m=64,t=1,p=1" in kept
    assert sign_in(app.test_client(), "ada@example.org").status_code == 303
