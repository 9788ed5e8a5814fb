"""A carer sees nothing of a person without an entry in the log, not even on a page that refuses."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import CarerLink
from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


@pytest.fixture
def page(app: Flask, cast: SimpleNamespace, make: Maker) -> str:
    """The form in which a carer with the right to write corrects a patient's entry."""
    entry = make.evaluation(by=cast.patient, treatment=make.concept(kind="treatment", name="tea"))
    link = CarerLink(person_id=cast.patient.id, scope="write", ends_on=now().date())
    link.carer_id, link.accepted_at = cast.carer.id, now()
    with app.app_context(), unit_of_work():
        db.session.add(link)
        db.session.flush()
        link_id = link.public_id
    return f"/my-health/of/{link_id}/evaluations/{entry.public_id}/correct"


def looks(app: Flask) -> int:
    with app.app_context():
        seen = select(func.count()).where(AuditEntry.action == "record_seen")
        return db.session.scalar(seen) or 0


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_form_and_the_refused_form_are_looks(
    app: Flask, client: SiteClient, cast: SimpleNamespace, page: str, method: str
):
    refused: dict[str, Any] = {"overall": "999", "dose": "x" * 5000}
    answer = client.sign_in(cast.carer).open(page, method=method, data=refused)
    assert answer.status_code == {"GET": 200, "POST": 422}[method]
    assert "tea" in answer.text
    assert looks(app) == 1
