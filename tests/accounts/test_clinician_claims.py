"""Clinicians are verified: claimed with a document, decided by an operator, for a year."""

from __future__ import annotations

import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.models import ClinicianClaim
from app.accounts.queries.members import roles_of
from app.accounts.services import verifying_clinicians
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.support.client import SiteClient

PAPER = b"%PDF-1.7 registered under 4711\n%%EOF"
CLAIM = {
    "profession": "Nurse",
    "country": "NL",
    "register_name": "BIG",
    "registration_number": "4711",
}
YES, NO = {"answer": "yes", "reason": "Found under this number."}, {"answer": "no", "reason": "No."}


def send(client: SiteClient, content: bytes = PAPER, **values: str):
    file = (io.BytesIO(content), "../../paper.exe", "image/png")
    data = {**CLAIM, **values, "file": file}
    return client.post("/me/clinician", data=data, content_type="multipart/form-data")


def row(app: Flask) -> Any:
    with app.app_context():
        columns = ClinicianClaim.__table__.columns
        return db.session.execute(select(*columns).order_by(ClinicianClaim.id.desc())).first()


def roles(app: Flask, member: Any) -> frozenset[str]:
    with app.app_context():
        return roles_of(member.id)


@pytest.fixture
def world(app: Flask, client: SiteClient, cast: SimpleNamespace) -> SimpleNamespace:
    """A claim that waits, and an operator."""
    assert send(client.sign_in(cast.patient)).status_code == 303
    operator = app.test_client().sign_in(cast.operator)
    return SimpleNamespace(operator=operator, page=f"/operator/clinicians/{row(app).public_id}")


def test_a_document_lies_sealed_and_comes_back_as_an_attachment(app: Flask, world: SimpleNamespace):
    assert b"4711" not in row(app).sealed_document
    answer = world.operator.post(f"{world.page}/document")
    assert answer.data == PAPER
    assert answer.headers["Content-Disposition"] == 'attachment; filename="registration.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_accepting_gives_the_role_for_a_year_and_deletes_the_document(
    app: Flask, client: SiteClient, cast: SimpleNamespace, world: SimpleNamespace
):
    assert world.operator.post(world.page, data=YES).status_code == 303
    kept = row(app)
    assert (kept.state, kept.sealed_document) == ("accepted", None)
    assert roles(app, cast.patient) == {"clinician"}
    assert kept.valid_until == (now() + timedelta(days=365)).date()


def test_refusing_gives_no_role_and_the_reason_is_read(
    app: Flask, client: SiteClient, cast: SimpleNamespace, world: SimpleNamespace
):
    world.operator.post(world.page, data=NO | {"reason": "The number is not in it."})
    assert (row(app).state, row(app).sealed_document) == ("refused", None)
    assert roles(app, cast.patient) == frozenset()
    assert "The number is not in it." in client.page("/me/clinician").text


def test_what_the_operator_opened_stands_in_the_log_of_the_person(
    client: SiteClient, world: SimpleNamespace
):
    world.operator.page(world.page)
    assert "Your claim to be a clinician was read" in client.page("/me/who-saw").text


@pytest.mark.parametrize("who", ["other_patient", "moderator", "clinician"])
def test_only_operators_see_and_decide_claims(
    app: Flask, cast: SimpleNamespace, world: SimpleNamespace, who: str
):
    browser = app.test_client().sign_in(getattr(cast, who))
    assert browser.get("/operator/clinicians").status_code == 403
    assert browser.get(world.page).status_code == 403
    assert browser.post(f"{world.page}/document").status_code == 403
    assert browser.post(world.page, data=YES).status_code == 403
    assert row(app).state == "waiting"


def test_nobody_decides_their_own_claim(app: Flask, client: SiteClient, cast: SimpleNamespace):
    send(client.sign_in(cast.operator))
    answer = client.post(f"/operator/clinicians/{row(app).public_id}", data=YES)
    assert answer.status_code == 403 and row(app).state == "waiting"


def test_a_claim_is_decided_once(app: Flask, world: SimpleNamespace):
    world.operator.post(world.page, data=NO)
    assert world.operator.post(world.page, data=YES).status_code == 404
    assert row(app).state == "refused"


def test_it_ends_after_a_year_and_the_role_with_it(
    app: Flask, cast: SimpleNamespace, world: SimpleNamespace
):
    world.operator.post(world.page, data=YES)
    with time_machine.travel(now() + timedelta(days=367)), app.app_context(), unit_of_work():
        assert verifying_clinicians.expire() == 1
        assert verifying_clinicians.expire() == 0
    assert row(app).state == "ended" and roles(app, cast.patient) == frozenset()


def test_a_claim_taken_back_leaves_no_document(
    app: Flask, client: SiteClient, world: SimpleNamespace
):
    client.post("/me/clinician/withdraw")
    assert (row(app).state, row(app).sealed_document) == ("withdrawn", None)


def test_one_claim_at_a_time(app: Flask, client: SiteClient, world: SimpleNamespace):
    first = row(app).id
    assert send(client).location == "/me/clinician"
    assert row(app).id == first


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<svg onload=alert(1)>", "Send a PDF, or a picture"),
        (b"%PDF-1.7 cut", "did not arrive whole"),
        (b"%PDF-1.7" + b"x" * 8_000_000 + b"%%EOF", "too large"),
    ],
)
def test_files_that_are_no_document_are_refused_with_what_was_typed(
    app: Flask, client: SiteClient, cast: SimpleNamespace, content: bytes, words: str
):
    answer = send(client.sign_in(cast.patient), content)
    assert answer.status_code == 422 and words in answer.text and "4711" in answer.text
    assert row(app) is None


def test_large_requests_get_in_nowhere_else(client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    assert client.post("/me/name", data={"display_name": "x" * 2_000_000}).status_code == 413


@pytest.mark.parametrize("name", ["profession", "country", "register_name", "registration_number"])
def test_every_answer_is_needed(app: Flask, client: SiteClient, cast: SimpleNamespace, name: str):
    assert send(client.sign_in(cast.patient), **{name: " "}).status_code == 422
    assert row(app) is None
