"""What a limit counts is counted under a lock: pressing at the same moment gets nobody more."""

from __future__ import annotations

import io
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import CarerLink, ClinicianClaim
from app.accounts.services import letter_tokens, verifying_clinicians
from app.core.database import db
from app.core.security.sealing import seal
from tests.accounts.letters import letters
from tests.accounts.test_clinician_claims import CLAIM, PAPER
from tests.attacks.at_once import at_once
from tests.factories import Maker
from tests.support.client import SiteClient


def _claim(_number: int, client: SiteClient) -> int:
    data = {**CLAIM, "file": (io.BytesIO(PAPER), "paper.pdf")}
    kind = "multipart/form-data"
    return client.post("/me/clinician", data=data, content_type=kind).status_code


def _invite(number: int, client: SiteClient) -> int:
    fields = {"label": "Sister", "scope": "read", "months": "3"}
    address = f"carer{number}@example.org"
    return client.post("/me/carers/invite", data={**fields, "email": address}).status_code


def test_of_claims_sent_at_the_same_moment_one_waits(
    app: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    def slowly(data: bytes, *, place: str) -> bytes:
        sleep(0.1)  # so that all are under way before the first is kept
        return seal(data, place=place)

    monkeypatch.setattr(verifying_clinicians, "seal", slowly)
    member = make.member()
    browsers = [app.test_client().sign_in(member) for _ in range(3)]
    assert at_once(browsers, _claim) == [303] * 3
    with app.app_context():
        assert db.session.scalar(select(func.count(ClinicianClaim.id))) == 1


def test_invitations_sent_at_the_same_moment_are_counted(app: Flask, make: Maker):
    member = make.member()
    browsers = [app.test_client().sign_in(member) for _ in range(6)]
    most = letter_tokens.IN_AN_HOUR
    assert at_once(browsers, _invite) == [303] * most + [422] * (6 - most)
    assert len(letters(app, "carer_invitation")) == most
    with app.app_context():
        assert db.session.scalar(select(func.count(CarerLink.id))) == most
