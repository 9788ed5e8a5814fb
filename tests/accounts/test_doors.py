"""Every route of accounts: signed out, wrong verb, and a token where something changes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from app import create_app
from app.core.access import PUBLIC, level_of
from app.core.database import db
from config import Testing
from tests.support.client import SiteClient

VALUES = {
    "purpose": "keep_health", "version": 1, "language": "en", "device_id": "x", "draft_id": "x",
    "member_id": "x", "role": "moderator",
}  # fmt: skip


def doors(app: Flask) -> list[tuple[str, str, set[str]]]:
    """Endpoint, address and methods of every route of accounts."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("accounts."):
                values = {name: VALUES.get(name, "x") for name in rule.arguments}
                address = rule.build(values, append_unknown=False)[1]
                found.append((rule.endpoint, address, rule.methods - {"HEAD", "OPTIONS"}))
    return found


def test_a_visitor_is_asked_to_sign_in_at_every_door_for_members(app: Flask, client: SiteClient):
    for endpoint, address, methods in doors(app):
        if level_of(app, endpoint) == PUBLIC:
            continue
        if "GET" in methods:
            answer = client.get(address)
            assert answer.location.startswith("/sign-in?next="), endpoint
        else:
            assert client.post(address, data={"body": "words"}).status_code == 401, endpoint


def test_the_wrong_verb_is_refused_at_every_door(app: Flask, client: SiteClient, cast):
    client.sign_in(cast.operator)
    accepted = {}
    for _, address, methods in doors(app):
        accepted.setdefault(address, set()).update(methods)
    for address, methods in accepted.items():
        for verb in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods:
            assert client.open(address, method=verb).status_code == 405, (verb, address)


def test_no_route_both_reads_and_writes(app: Flask):
    assert all(len(methods) == 1 for _, _, methods in doors(app))


@pytest.fixture
def guarded(app: Flask):
    """The same database behind a site that asks for tokens, as in production."""
    config = Testing()
    config.WTF_CSRF_ENABLED = True
    config.SQLALCHEMY_DATABASE_URI = app.config["SQLALCHEMY_DATABASE_URI"]
    site = create_app(config)
    site.test_client_class = SiteClient
    yield site
    with site.app_context():
        db.engine.dispose()


def test_sign_in_and_every_step_of_sign_up_need_a_token(guarded: Flask):
    client = guarded.test_client()
    for endpoint, address, methods in doors(guarded):
        if methods == {"POST"}:
            assert client.post(address, data={"body": "words"}).status_code == 400, endpoint
    page = client.page("/sign-in")
    token = page.find("input", {"name": "csrf_token"})["value"]
    fields = {"email": "a@example.org", "password": "wrong words", "csrf_token": token}
    assert client.post("/sign-in", data=fields).status_code == 401


def test_every_form_on_these_pages_carries_a_token(guarded: Flask, cast: SimpleNamespace):
    pages = (
        "/me", "/me/name", "/me/clock-and-language", "/me/consents", "/me/devices",
        "/operator/members", f"/operator/members/{cast.moderator.public_id}",
    )  # fmt: skip
    client = guarded.test_client().sign_in(cast.operator)
    guarded.test_client().sign_in(cast.operator)
    for address in pages:
        for form in client.page(address).find("main").find_all("form"):
            assert form.find("input", {"name": "csrf_token"})["value"], address
