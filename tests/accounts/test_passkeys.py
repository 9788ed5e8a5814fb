"""Passkeys: added, used in three places, removed; every forged answer is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Ceremony, Passkey, SignIn
from app.accounts.queries import proofs
from app.accounts.services import passkey_proofs
from app.core.clock import now
from app.core.database import db
from tests.accounts.authenticator import Authenticator, b64
from tests.accounts.browser import send
from tests.accounts.second_steps import up_to_second_step
from tests.support.client import SiteClient

Told = list[tuple[int, str]]


def ask(client: SiteClient, address: str) -> dict[str, Any]:
    answer = send(client, address)
    assert answer.status_code == 200, answer.status
    return json.loads(answer.text)


def add(client: SiteClient, device: Authenticator, name: str = "My phone", **lies: Any) -> Any:
    """Add a passkey through the page."""
    made = device.create(ask(client, "/me/passkeys/options"), **lies)
    return send(client, "/me/passkeys", name=name, answer=made)


def sign_in_with(client: SiteClient, device: Authenticator, **lies: Any) -> Any:
    options = ask(client, "/sign-in/passkey/options")
    return send(client, "/sign-in/passkey", answer=device.get(options, **lies), next="/me")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    from app.accounts.services import codes

    news: Told = []
    monkeypatch.setattr(codes, "emit", lambda one: news.append((one.member_id, one.what)))
    return news


@pytest.fixture
def ada(app: Flask, with_password: Callable) -> SimpleNamespace:
    """A member with a passkey, and nobody signed in."""
    member, device = with_password(email="ada@example.org"), Authenticator()
    add(app.test_client().sign_in(member), device)
    return SimpleNamespace(member=member, device=device)


def passkeys_in(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Passkey.id)))


def test_a_passkey_is_added_with_a_name_and_told(
    app: Flask, client: SiteClient, cast: SimpleNamespace, told: Told
):
    answer = add(client.sign_in(cast.patient), Authenticator(), name="  My   phone ")
    assert answer.text.count("<code>") == 10, "recovery codes come with the first second step"
    assert "My phone" in client.page("/me/passkeys").text
    assert told == [(cast.patient.id, "passkey-added")]
    assert add(client, Authenticator()).location == "/me/second-step"


def test_adding_one_gives_the_session_a_new_word(client: SiteClient, cast: SimpleNamespace):
    before = client.sign_in(cast.patient).get_cookie("session").value
    add(client, Authenticator())
    assert client.get_cookie("session").value != before
    client.page("/me")


def test_the_device_learns_no_address(client: SiteClient, cast: SimpleNamespace):
    options = ask(client.sign_in(cast.patient), "/me/passkeys/options")
    assert "@" not in json.dumps(options)
    assert options["rp"] == {"id": "localhost", "name": "Common Thread"}
    assert options["authenticatorSelection"]["residentKey"] == "required"


LIES_AT_ADDING: list[dict[str, Any]] = [
    {"origin": "https://evil.example"},
    {"host": "evil.example"},
    {"challenge": b64(b"x" * 32)},
    {"kind": "webauthn.get"},
    {"present": False},
]


@pytest.mark.parametrize("lies", LIES_AT_ADDING, ids=lambda lies: next(iter(lies)))
def test_a_forged_key_is_not_added(
    app: Flask, client: SiteClient, cast: SimpleNamespace, lies: dict[str, Any]
):
    answer = add(client.sign_in(cast.patient), Authenticator(), **lies)
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.text
    assert passkeys_in(app) == 0


@pytest.mark.parametrize("said", ["", "{}", "null", "[" * 3000, '{"id": 7}', "x" * 30_000])
def test_what_is_no_answer_at_all_is_refused(
    app: Flask, client: SiteClient, ada: SimpleNamespace, said: str
):
    ask(client, "/sign-in/passkey/options")
    assert send(client, "/sign-in/passkey", answer=said).status_code == 401
    client.sign_in(ada.member)
    ask(client, "/me/passkeys/options")
    assert send(client, "/me/passkeys", answer=said).status_code == 422
    assert passkeys_in(app) == 1


def test_a_question_answered_in_another_browser_adds_nothing(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    asked = ask(app.test_client().sign_in(cast.patient), "/me/passkeys/options")
    made = Authenticator().create(asked)
    assert send(client.sign_in(cast.patient), "/me/passkeys", answer=made).status_code == 422


def test_a_question_put_to_another_member_adds_nothing(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    made = Authenticator().create(ask(client.sign_in(cast.stranger), "/me/passkeys/options"))
    client.sign_in(cast.patient)
    assert send(client, "/me/passkeys", answer=made).status_code == 422


def test_the_same_device_is_not_added_twice(app: Flask, client: SiteClient, ada: SimpleNamespace):
    client.sign_in(ada.member)
    assert len(ask(client, "/me/passkeys/options")["excludeCredentials"]) == 1
    assert add(client, ada.device).status_code == 422


def test_a_passkey_alone_signs_in_without_an_address(
    app: Flask, client: SiteClient, ada: SimpleNamespace
):
    answer = sign_in_with(client, ada.device)
    assert (answer.status_code, answer.location) == (303, "/me")
    client.page("/me")
    with app.app_context():
        row = db.session.scalars(select(SignIn).order_by(SignIn.id.desc())).first()
    assert (row.member_id, row.way, row.with_second_factor) == (ada.member.id, "passkey", True)


LIES: list[dict[str, Any]] = [
    {"origin": "http://localhost:8000"},
    {"origin": "https://localhost"},
    {"host": "evil.example"},
    {"challenge": b64(b"x" * 32)},
    {"kind": "webauthn.create"},
    {"present": False},
    {"verifies": False},
    {"handle": b"somebody-else"},
    {"key": ec.generate_private_key(ec.SECP256R1())},
]


@pytest.mark.parametrize("lies", LIES, ids=lambda lies: "-".join(lies))
def test_a_forged_answer_signs_nobody_in(
    client: SiteClient, ada: SimpleNamespace, lies: dict[str, Any]
):
    answer = sign_in_with(client, ada.device, **lies)
    assert answer.status_code == 401
    assert client.get_cookie("session") is None
    assert sign_in_with(client, ada.device).status_code == 303


def test_a_counter_that_does_not_grow_is_a_copy(client: SiteClient, ada: SimpleNamespace):
    steps = [(5, 303), (5, 401), (4, 401), (0, 401), (6, 303)]
    for count, status in steps:
        assert sign_in_with(client, ada.device, count=count).status_code == status, count


def test_two_answers_of_one_count_at_the_same_moment_let_one_in(
    app: Flask, client: SiteClient, ada: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    with app.app_context():
        before = db.session.scalar(select(Passkey))
        db.session.expunge(before)
    sign_in_with(client, ada.device, count=5)
    monkeypatch.setattr(passkey_proofs.proofs, "passkey_by_credential", lambda _id: before)
    assert sign_in_with(app.test_client(), ada.device, count=5).status_code == 401


def test_an_answer_works_once(app: Flask, client: SiteClient, ada: SimpleNamespace):
    answer = ada.device.get(ask(client, "/sign-in/passkey/options"))
    assert send(client, "/sign-in/passkey", answer=answer).status_code == 303
    assert send(client, "/sign-in/passkey", answer=answer).status_code == 401


def test_an_answer_after_five_minutes_is_too_late(client: SiteClient, ada: SimpleNamespace):
    answer = ada.device.get(ask(client, "/sign-in/passkey/options"))
    with time_machine.travel(now() + timedelta(minutes=5, seconds=1), tick=False):
        assert send(client, "/sign-in/passkey", answer=answer).status_code == 401


def test_an_answer_from_another_browser_signs_nobody_in(
    app: Flask, client: SiteClient, ada: SimpleNamespace
):
    answer = ada.device.get(ask(app.test_client(), "/sign-in/passkey/options"))
    assert send(client, "/sign-in/passkey", answer=answer).status_code == 401


def test_a_question_for_proving_signs_nobody_in(client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client)
    answer = ada.device.get(ask(client, "/sign-in/second/passkey"))
    assert send(client, "/sign-in/passkey", answer=answer).status_code == 401


def test_the_question_is_the_same_for_everybody(app: Flask, ada: SimpleNamespace):
    asked = [ask(app.test_client(), "/sign-in/passkey/options") for _ in range(2)]
    assert asked[0].pop("challenge") != asked[1].pop("challenge")
    assert asked[0] == asked[1]
    assert asked[0]["allowCredentials"] == []
    assert asked[0]["userVerification"] == "required"


def test_after_the_password_a_passkey_is_the_second_step_even_without_a_finger(
    app: Flask, client: SiteClient, ada: SimpleNamespace
):
    up_to_second_step(client)
    options = ask(client, "/sign-in/second/passkey")
    assert [key["id"] for key in options["allowCredentials"]] == [b64(ada.device.credential_id)]
    answer = ada.device.get(options, verifies=False)
    assert send(client, "/sign-in/second", answer=answer).status_code == 303
    client.page("/me")


def test_the_passkey_of_another_member_is_no_second_step(
    app: Flask, client: SiteClient, ada: SimpleNamespace, with_password: Callable
):
    mallory, device = with_password(email="mallory@example.org"), Authenticator()
    add(app.test_client().sign_in(mallory), device)
    up_to_second_step(client)
    answer = device.get(ask(client, "/sign-in/second/passkey"))
    assert send(client, "/sign-in/second", answer=answer).status_code == 401
    assert client.get_cookie("session") is None


@pytest.mark.parametrize(("verifies", "status"), [(True, 303), (False, 401)])
def test_a_passkey_proves_anew_who_it_is_only_with_finger_face_or_number(
    client: SiteClient, ada: SimpleNamespace, verifies: bool, status: int
):
    client.sign_in(ada.member)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        page = client.page("/me/prove?next=/me/passkeys")
        assert "/me/prove/passkey?next=/me/passkeys" in str(page)
        answer = ada.device.get(ask(client, "/me/prove/passkey/options"), verifies=verifies)
        sent = send(client, "/me/prove/passkey", answer=answer, next="/me/passkeys")
        assert sent.status_code == status
        assert (client.get("/me/passkeys").status_code == 200) is verifies


def test_a_question_put_to_another_member_proves_nothing(
    client: SiteClient, ada: SimpleNamespace, cast: SimpleNamespace
):
    device = Authenticator()
    add(client.sign_in(cast.stranger), device)
    asked = ask(client.sign_in(ada.member), "/me/prove/passkey/options")
    client.sign_in(cast.stranger)
    assert send(client, "/me/prove/passkey", answer=device.get(asked)).status_code == 401


def test_a_removed_passkey_opens_nothing_and_is_told(
    app: Flask, client: SiteClient, ada: SimpleNamespace, told: Told
):
    with app.app_context():
        (key,) = proofs.passkeys_of(ada.member.id)
    client.sign_in(ada.member)
    assert send(client, f"/me/passkeys/{key.public_id}/remove").location == "/me/passkeys"
    assert sign_in_with(app.test_client(), ada.device).status_code == 401
    assert told == [(ada.member.id, "passkey-removed")]
    with app.app_context():
        assert proofs.recovery_codes_left(ada.member.id) == 0


def test_nobody_removes_the_passkey_of_another(
    app: Flask, client: SiteClient, ada: SimpleNamespace, cast: SimpleNamespace
):
    with app.app_context():
        (key,) = proofs.passkeys_of(ada.member.id)
    client.sign_in(cast.stranger)
    assert send(client, f"/me/passkeys/{key.public_id}/remove").status_code == 404
    assert passkeys_in(app) == 1


def test_passkeys_are_managed_only_after_proving_anew(client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        assert client.get("/me/passkeys").location.startswith("/me/prove")
        for address in ("/me/passkeys/options", "/me/passkeys", "/me/passkeys/x/remove"):
            assert send(client, address).location.startswith("/me/prove"), address


@pytest.mark.parametrize(
    ("address", "possible"),
    [("http://127.0.0.1:5000", False), ("http://[::1]:5000", False), ("http://thread.org", False),
     ("https://thread.org", True), ("http://localhost:5000", True)],
)  # fmt: skip
def test_passkeys_are_offered_where_browsers_make_them(
    inside: Flask, monkeypatch: pytest.MonkeyPatch, address: str, possible: bool
):
    monkeypatch.setitem(inside.config, "SITE_URL", address)
    assert passkey_proofs.are_possible() is possible


def test_who_we_are_comes_from_the_configuration_alone(client: SiteClient, ada: SimpleNamespace):
    headers = {"X-Forwarded-Host": "evil.example", "Origin": "http://localhost"}
    answer = client.post("/sign-in/passkey/options", headers=headers)
    assert json.loads(answer.text)["rpId"] == "localhost"


def test_the_browser_holds_a_word_and_the_table_its_hash(app: Flask, client: SiteClient):
    ask(client, "/sign-in/passkey/options")
    with app.app_context():
        kept = db.session.scalar(select(Ceremony))
    assert kept.word_hash != client.get_cookie("asked").value
    assert (kept.member_id, len(kept.challenge)) == (None, 32)
