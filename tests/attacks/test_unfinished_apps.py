"""An app for codes that was begun and never finished is no door for who holds the session alone."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask

from app.accounts.queries import proofs
from app.accounts.services import codes
from app.core.transactions import unit_of_work
from tests.accounts.authenticator import Authenticator
from tests.accounts.browser import send, sign_in
from tests.accounts.second_steps import code
from tests.accounts.test_proving import forget_the_proof
from tests.support.client import SiteClient

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)
CONFIRM = "/me/second-step/app/confirm"


@pytest.fixture
def ada(client: SiteClient, with_password) -> int:
    """An operator who gave her password in this browser and began to set an app up."""
    who = with_password(email="ada@example.org", roles=("operator",))
    sign_in(client, "ada@example.org")
    send(client, "/me/second-step/app")
    return who.id


def seed_of(client: SiteClient) -> str:
    """The key of the app as its page shows it."""
    shown = client.page("/me/second-step/app").find("main").text
    return "".join(re.findall(r"\b[A-Z2-7]{4}\b", shown)[-8:])


def test_a_wrong_code_does_not_show_the_key_to_who_proved_nothing(app: Flask, client, ada: int):
    seed = seed_of(client)
    forget_the_proof(app)
    answer = send(client, CONFIRM, code="000000")
    assert answer.location.startswith("/me/prove")
    assert seed[:4] not in answer.text


def test_the_right_code_of_it_is_no_proof(app: Flask, client: SiteClient, ada: int):
    seed = seed_of(client)
    forget_the_proof(app)
    assert send(client, CONFIRM, code=code(seed)).location.startswith("/me/prove")
    assert client.get("/me/passkeys").location.startswith("/me/prove")


def test_begun_before_the_owner_had_a_second_step_it_does_not_become_one(app, client, ada: int):
    """The thief of a password begins an app; the owner adds a passkey elsewhere."""
    seed, owner, key = seed_of(client), app.test_client(), Authenticator()
    sign_in(owner, "ada@example.org")
    options = json.loads(send(owner, "/me/passkeys/options").text)
    assert send(owner, "/me/passkeys", answer=key.create(options), name="Phone").status_code == 200
    assert send(client, CONFIRM, code=code(seed)).location.startswith("/me/prove")
    assert client.get("/operator/members").location == "/me/second-step"
    with app.app_context(), unit_of_work():
        assert not codes.take(ada, code(seed))
        assert len(proofs.passkeys_of(ada)) == 1
