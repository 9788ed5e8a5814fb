"""What happens at the doors leaves a line for whoever watches over the site, and no line tells of whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.accounts.events import (
    ClosingAsked,
    ConsentGiven,
    ConsentWithdrawn,
    RoleEnded,
    RoleGranted,
    SignInDetailsChanged,
)
from app.accounts.queries import viewer_of
from app.accounts.services.exporting import asking
from app.accounts.services.hashing import hash_password
from app.core import logging
from app.core.events import emit
from app.core.transactions import unit_of_work
from tests.accounts.second_steps import give_app, wrong_code
from tests.factories import Maker
from tests.support.client import SiteClient

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

PASSWORD = "four words beside another"
ADA = {"email": "ada@example.org", "password": PASSWORD}


class Kept(list[dict[str, str]]):
    """Security events as they are logged; every other line goes nowhere."""

    def info(self, event: str, **facts: Any) -> None:
        if event == "security":
            self.append({name: value for name, value in facts.items() if name != "route"})


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    events = Kept()
    monkeypatch.setattr(logging, "log", events)
    return events


@pytest.fixture
def ada(app: Flask, make: Maker) -> Any:
    with app.app_context():
        hashed = hash_password(PASSWORD)
    return make.member(display_name="Ada", email=ADA["email"], password_hash=hashed)


def test_signing_in_is_told(client: SiteClient, ada: Any, kept: Kept):
    assert client.post("/sign-in", data=ADA).status_code == 303
    assert kept == [{"kind": "sign_in_succeeded", "way": "password"}]


@pytest.mark.parametrize("wrong", [{"password": "not the one"}, {"email": "nobody@example.org"}])
def test_failing_to_sign_in_is_told_alike(client: SiteClient, ada: Any, kept: Kept, wrong: Any):
    assert client.post("/sign-in", data={**ADA, **wrong}).status_code == 401
    assert kept == [{"kind": "sign_in_failed", "way": "password"}]


def test_a_passkey_that_does_not_work_is_told(client: SiteClient, kept: Kept):
    assert client.post("/sign-in/passkey", data={"answer": "{}"}).status_code == 401
    assert kept == [{"kind": "sign_in_failed", "way": "passkey"}]


def test_a_wrong_second_step_is_told(app: Flask, client: SiteClient, ada: Any, kept: Kept):
    give_app(app, ada)
    assert client.post("/sign-in", data=ADA).location == "/sign-in/second"
    assert client.post("/sign-in/second", data={"code": wrong_code()}).status_code == 401
    assert kept == [{"kind": "second_factor_failed", "way": "code"}]


def test_failing_to_prove_oneself_again_is_told(client: SiteClient, ada: Any, kept: Kept):
    client.sign_in(ada).post("/me/prove", data={"password": "not the one", "next": "/me"})
    assert kept == [{"kind": "sign_in_failed", "way": "again"}]


def test_changes_are_told_after_the_commit(inside: Flask, make: Maker, kept: Kept):
    who = make.member()
    about = {"member_id": who.id, "public_id": who.public_id}
    role = {**about, "role": "moderator", "by_public_id": ""}
    with unit_of_work():
        emit(RoleGranted(**role))
        emit(RoleEnded(**role))
        emit(ConsentGiven(**about, purpose="keep_health", text_version=1))
        emit(ConsentWithdrawn(**about, purpose="keep_health"))
        emit(SignInDetailsChanged(**about, what="codes-on"))
        emit(ClosingAsked(**about))
        assert kept == []
    assert kept == [
        {"kind": "role_changed", "role": "moderator"},
        {"kind": "role_changed", "role": "moderator"},
        {"kind": "consent_changed", "purpose": "keep_health", "way": "given"},
        {"kind": "consent_changed", "purpose": "keep_health", "way": "withdrawn"},
        {"kind": "credentials_changed", "way": "codes-on"},
        {"kind": "account_closed", "way": "asked"},
    ]


def test_a_change_that_is_given_up_is_not_told(inside: Flask, make: Maker, kept: Kept):
    who = make.member()
    with pytest.raises(ZeroDivisionError), unit_of_work():
        emit(SignInDetailsChanged(member_id=who.id, public_id=who.public_id, what="codes-on"))
        raise ZeroDivisionError
    assert kept == []


def test_fetching_a_copy_is_told(
    inside: Flask, make: Maker, kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(inside.config, "INSTANCE", tmp_path)
    me = viewer_of(make.member().id)
    with unit_of_work():
        asking.ask(by=me)
    asking.make_waiting()
    asking.fetch(by=me, public_id=asking.mine(me)[0].public_id)
    assert kept == [{"kind": "data_exported"}]


def test_no_event_tells_of_whom(client: SiteClient, ada: Any, kept: Kept):
    client.post("/sign-in", data=ADA)
    client.post("/sign-in", data={**ADA, "password": "not the one"})
    said = json.dumps(kept)
    assert len(kept) == 2
    assert [
        w for w in ("Ada", ADA["email"], ada.public_id, PASSWORD, "not the one") if w in said
    ] == []
