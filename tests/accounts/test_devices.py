"""Devices: coarse words, own rows only, ended at once."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.models import SignedInSession
from app.accounts.services.devices import device_words
from app.core.clock import now
from app.core.database import db
from tests.accounts.browser import send, sign_in
from tests.support.client import SiteClient

AGENTS = [
    ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Safari on iPhone",
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
        "Edge on Windows",
    ),
    (
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/140.0.0.0 Safari/537.36",
        "Chrome on Chromebook",
    ),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Gecko/20100101 Firefox/140.0", "Firefox on Mac"),
    ("curl/8.5.0", ""),
    ("", ""),
]


@pytest.mark.parametrize(("agent", "words"), AGENTS)
def test_a_device_is_described_coarsely(agent: str, words: str):
    assert device_words(agent) == words


def device_ids(app: Flask, member) -> list[str]:
    with app.app_context():
        return list(
            db.session.scalars(
                select(SignedInSession.public_id)
                .where(SignedInSession.member_id == member.id)
                .order_by(SignedInSession.id)
            )
        )


def test_the_browser_is_kept_in_words_only(app: Flask, client: SiteClient, with_password):
    with_password(email="ada@example.org")
    agent = AGENTS[0][0]
    fields = {"email": "ada@example.org", "password": "kettle orchard plover nine"}
    client.post("/sign-in", data=fields, headers={"User-Agent": agent})
    page = client.page("/me/devices")
    assert "Firefox on Android" in page.text
    assert "This device" in page.text
    with app.app_context():
        assert db.session.scalar(select(SignedInSession.device)) == "Firefox on Android"


def test_only_ones_own_devices_are_listed(app: Flask, client: SiteClient, cast: SimpleNamespace):
    app.test_client().sign_in(cast.patient)
    app.test_client().sign_in(cast.other_patient)
    page = client.sign_in(cast.patient).page("/me/devices")
    assert len(page.select(".devices > li")) == 2
    assert len(page.select(".devices form")) == 1


def test_a_device_that_ran_out_is_not_listed(app: Flask, client: SiteClient, cast):
    app.test_client().sign_in(cast.patient)
    with time_machine.travel(now() + timedelta(days=15), tick=False):
        page = client.sign_in(cast.patient).page("/me/devices")
    assert len(page.select(".devices > li")) == 1


def test_an_ended_device_is_dead_at_once(app: Flask, client: SiteClient, cast: SimpleNamespace):
    phone = app.test_client().sign_in(cast.patient)
    client.sign_in(cast.patient)
    answer = send(client, f"/me/devices/{device_ids(app, cast.patient)[0]}/end")
    assert answer.location == "/me/devices"
    assert phone.get("/me").status_code == 302
    client.page("/me")


def test_nobody_ends_the_device_of_another(app: Flask, client: SiteClient, cast: SimpleNamespace):
    phone = app.test_client().sign_in(cast.patient)
    client.sign_in(cast.stranger)
    address = f"/me/devices/{device_ids(app, cast.patient)[0]}/end"
    assert send(client, address).status_code == 404
    assert send(client, "/me/devices/nothing/end").status_code == 404
    phone.page("/me")


def test_all_others_end_together(app: Flask, client: SiteClient, cast: SimpleNamespace):
    others = [app.test_client().sign_in(cast.patient) for _ in range(2)]
    stranger = app.test_client().sign_in(cast.stranger)
    client.sign_in(cast.patient)
    answer = send(client, "/me/devices/end-others")
    assert answer.status_code == 303
    assert "2 devices are signed out." in client.page("/me/devices").text
    assert [other.get("/me").status_code for other in others] == [302, 302]
    stranger.page("/me")


def test_a_device_page_reads_little(app: Flask, client: SiteClient, cast: SimpleNamespace):
    from tests.support.queries import count_queries

    for _ in range(5):
        app.test_client().sign_in(cast.patient)
    client.sign_in(cast.patient)
    with count_queries() as seen:
        client.page("/me/devices")
    assert len(seen) == 3


def test_signing_in_sweeps_what_ran_out(app: Flask, with_password, client: SiteClient):
    member = with_password(email="ada@example.org")
    sign_in(client, "ada@example.org")
    with time_machine.travel(now() + timedelta(days=61), tick=False):
        sign_in(app.test_client(), "ada@example.org")
    assert len(device_ids(app, member)) == 1
