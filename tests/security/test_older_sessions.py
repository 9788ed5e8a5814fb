"""A session that was begun before its member had a second step is no way around it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import proofs
from app.accounts.services.hashing import hash_password
from app.accounts.services.sessions import start_session
from app.audit.models import AuditEntry
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.accounts.second_steps import code, give_app, give_code, wrong_code
from tests.factories import Maker
from tests.support.client import SiteClient

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

PASSWORD = "four words beside another"
DOORS = ("/me/second-step/app/remove", "/me/second-step/recovery-codes", "/me/passkeys/options")


@pytest.fixture
def staff(app: Flask, client: SiteClient, make: Maker) -> Any:
    """A moderator with an app, and this browser signed in since before there was one."""
    with app.app_context():
        hashed = hash_password(PASSWORD)
    who = make.member(password_hash=hashed, roles=("moderator",))
    with app.app_context(), unit_of_work():
        client.set_cookie("session", start_session(member_id=who.id, device="Old phone"))
    give_app(app, who)
    return who


def prove(client: SiteClient) -> Any:
    return client.post("/me/prove", data={"password": PASSWORD, "next": "/me/passkeys"})


@pytest.mark.parametrize("door", DOORS)
def test_having_signed_in_just_now_is_not_enough(client: SiteClient, staff: Any, door: str):
    assert client.post(door).location.startswith("/me/prove?")


@pytest.mark.parametrize("door", DOORS)
def test_the_password_alone_is_not_enough(app: Flask, client: SiteClient, staff: Any, door: str):
    assert prove(client).location == "/sign-in/second"
    assert give_code(client, wrong_code()).status_code == 401
    assert client.post(door).location.startswith("/me/prove?")
    with app.app_context():
        assert proofs.has_second_step(staff.id)


def test_password_and_code_go_on_where_the_person_was_going(client: SiteClient, staff: Any):
    prove(client)
    assert give_code(client, code()).location == "/me/passkeys"
    assert client.get("/me/passkeys").status_code == 200


def test_the_server_signs_one_member_out_everywhere_and_logs_why(
    app: Flask, client: SiteClient, staff: Any, make: Maker
):
    other = app.test_client().sign_in(make.member())
    words = ["members", "sign-out", staff.email, "--reason", "a stolen phone"]
    done = app.test_cli_runner().invoke(args=words)
    assert "1 devices" in done.output, done.output
    assert client.get("/me").status_code == 302
    assert other.get("/me").status_code == 200
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject) == ("sessions_ended", staff.public_id)
    assert entry.purpose == "a stolen phone"


def test_signing_somebody_out_needs_a_reason(app: Flask, client: SiteClient, staff: Any):
    words = ["members", "sign-out", staff.email, "--reason", " "]
    assert app.test_cli_runner().invoke(args=words).exit_code == 1
    assert client.get("/me/second-step").status_code == 200


def test_without_a_second_step_the_password_is_enough(app: Flask, client: SiteClient, make: Maker):
    with app.app_context():
        hashed = hash_password(PASSWORD)
    who = make.member(password_hash=hashed)
    with app.app_context(), unit_of_work():
        client.set_cookie("session", start_session(member_id=who.id, device="Phone"))
    assert prove(client).location == "/me/passkeys"
