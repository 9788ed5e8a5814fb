"""Sign-ins are written down, and one on a device that is not known is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.events import SignedInOnNewDevice
from app.accounts.models import Member, SignIn
from app.accounts.services import hashing, sign_ins
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.accounts.browser import send, sign_in
from tests.accounts.second_steps import code, give_app, give_code, up_to_second_step
from tests.support.client import SiteClient

PHONE = {"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[SignedInOnNewDevice]:
    news: list[SignedInOnNewDevice] = []
    monkeypatch.setattr(sign_ins, "emit", news.append)
    return news


def written(app: Flask, member) -> list[bool]:
    """Of every sign-in of a member, oldest first, whether it was on a new device."""
    with app.app_context():
        rows = select(SignIn.is_new_device).where(SignIn.member_id == member.id)
        return list(db.session.scalars(rows.order_by(SignIn.id)))


def test_the_very_first_sign_in_is_not_told_and_the_next_device_is(
    app: Flask, with_password: Callable, told: list
):
    ada, bo = with_password(email="ada@example.org"), with_password(email="bo@example.org")
    sign_in(app.test_client(), "ada@example.org")
    sign_in(app.test_client(), "bo@example.org")
    assert told == []
    app.test_client().post(
        "/sign-in",
        data={"email": "ada@example.org", "password": "kettle orchard plover nine"},
        headers=PHONE,
    )
    assert told == [
        SignedInOnNewDevice(member_id=ada.id, public_id=ada.public_id, device="Firefox on Android")
    ]
    assert (written(app, ada), written(app, bo)) == ([False, True], [False])


def test_a_device_is_known_from_the_second_time_on(
    app: Flask, client: SiteClient, with_password: Callable, told: list
):
    ada = with_password(email="ada@example.org")
    sign_in(app.test_client(), "ada@example.org")
    for _ in range(3):
        sign_in(client, "ada@example.org")
        send(client, "/sign-out")
    assert written(app, ada) == [False, True, False, False]
    assert len(told) == 1


def test_five_people_of_one_browser_are_known_and_a_sixth_takes_the_place_of_the_first(
    app: Flask, client: SiteClient, with_password: Callable
):
    people = [with_password(email=f"member-{n}@house.example") for n in range(6)]
    for round_of in (people, people[1:], people[:1]):
        for person in round_of:
            sign_in(client, person.email)
            send(client, "/sign-out")
    assert [written(app, person) for person in people] == [[False, True]] + [[False, False]] * 5


def test_the_mark_of_one_member_does_not_vouch_for_another(
    app: Flask, client: SiteClient, with_password: Callable
):
    ada = with_password(email="ada@example.org")
    with_password(email="mallory@example.org")
    sign_in(app.test_client(), "ada@example.org")
    sign_in(client, "mallory@example.org")
    sign_in(client, "ada@example.org")
    assert written(app, ada) == [False, True]


def test_marks_die_with_a_new_password(app: Flask, client: SiteClient, with_password: Callable):
    ada = with_password(email="ada@example.org")
    sign_in(client, "ada@example.org")
    with app.app_context(), unit_of_work():
        db.session.get(Member, ada.id).password_hash = hashing.hash_password("another one 42 x")
    sign_in(client, "ada@example.org", "another one 42 x")
    assert written(app, ada) == [False, True]


def test_a_hash_made_anew_with_other_costs_makes_no_device_new(
    app: Flask, client: SiteClient, with_password: Callable, monkeypatch: pytest.MonkeyPatch
):
    ada = with_password(email="ada@example.org")
    sign_in(client, "ada@example.org")
    monkeypatch.setitem(app.config, "ARGON2", {"time_cost": 1, "memory_cost": 96, "parallelism": 1})
    for _ in range(2):
        assert sign_in(client, "ada@example.org").status_code == 303
    assert written(app, ada) == [False, False, False]


def test_marks_outlive_a_change_of_the_site_key(
    app: Flask, client: SiteClient, with_password: Callable, monkeypatch: pytest.MonkeyPatch
):
    ada = with_password(email="ada@example.org")
    sign_in(client, "ada@example.org")
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.config["SECRET_KEY"]])
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key of the site, long enough")
    sign_in(client, "ada@example.org")
    assert written(app, ada) == [False, False]


@pytest.mark.parametrize("mark", ["", "x", "." * 400, "a" * 64, "ä" * 64, ".".join(["a" * 64] * 5)])
def test_a_made_up_mark_is_no_mark(
    app: Flask, client: SiteClient, with_password: Callable, mark: str
):
    ada = with_password(email="ada@example.org")
    sign_in(app.test_client(), "ada@example.org")
    client.set_cookie("known", mark)
    assert sign_in(client, "ada@example.org").status_code == 303
    assert written(app, ada) == [False, True]


def test_a_shared_device_gets_no_mark(app: Flask, client: SiteClient, with_password: Callable):
    ada = with_password(email="ada@example.org")
    for _ in range(2):
        sign_in(client, "ada@example.org", shared="y")
    assert written(app, ada) == [False, True]


def test_with_a_second_step_the_device_is_known_only_after_it(
    app: Flask, client: SiteClient, with_password: Callable, told: list
):
    ada = with_password(email="ada@example.org")
    paper = give_app(app, ada)
    up_to_second_step(client)
    give_code(client, code())
    send(client, "/sign-out")
    up_to_second_step(client)
    give_code(client, paper[0])
    up_to_second_step(app.test_client())
    assert written(app, ada) == [False, False]
    assert told == []


def test_somebody_who_was_away_for_a_year_is_told(
    app: Flask, client: SiteClient, with_password: Callable, told: list
):
    with_password(email="ada@example.org", created_at=now() - timedelta(days=400))
    sign_in(client, "ada@example.org")
    assert len(told) == 1


def test_the_page_shows_the_last_ten_and_where_to_turn(
    app: Flask, client: SiteClient, with_password: Callable
):
    with_password(email="bo@example.org")
    with_password(email="ada@example.org")
    sign_in(app.test_client(), "bo@example.org")
    for day in range(12):
        with time_machine.travel(now() + timedelta(hours=day), tick=False):
            sign_in(client if day == 11 else app.test_client(), "ada@example.org")
            page = client.page("/me/devices") if day == 11 else None
    assert len(page.select(".sign-ins > li")) == 10
    assert page.select_one('a[href="/me/devices/not-me"]')


def test_this_was_not_me_ends_all_other_sessions_and_leads_to_a_new_password(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    thief = app.test_client().sign_in(cast.patient)
    bystander = app.test_client().sign_in(cast.stranger)
    client.sign_in(cast.patient).page("/me/devices/not-me")
    assert send(client, "/me/devices/not-me").location == "/me/password"
    assert thief.get("/me").status_code == 302
    bystander.page("/me")
    client.page("/me/password")
