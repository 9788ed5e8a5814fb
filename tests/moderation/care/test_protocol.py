"""Steps of care: who may take them, two for the gravest, somebody looks again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from app.moderation.models import CareStep, Case
from app.moderation.queries.care import due
from tests.moderation.care.conftest import HARD_WORDS


@pytest.fixture
def case(app, client, here) -> str:
    """The address of the steps of care of somebody's case."""
    client.sign_in(here.writer).post(
        f"/topics/{here.topic.public_id}/reply", data={"body": HARD_WORDS}
    )
    with app.app_context():
        return f"/desk/cases/{db.session.scalars(select(Case.public_id)).one()}/care"


def steps(app) -> list[CareStep]:
    with app.app_context():
        return list(db.session.scalars(select(CareStep).order_by(CareStep.id)))


def test_a_step_is_written_down_and_logged(app, client, here, case):
    client.sign_in(here.lark).post(case, data={"step": "asked_directly", "words": "Asked."})
    (step,) = steps(app)
    assert (step.step, step.words, step.by_id) == ("asked_directly", "Asked.", here.lark.id)
    page = client.page(case)
    assert "Asked." in page.main.text
    assert "Lark" in page.main.text
    with app.app_context():
        assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "care_step")).one()


def test_emergency_services_need_a_second_person(app, client, here, case):
    client.sign_in(here.lark)
    alone = {"step": "emergency", "words": "Called at nine."}
    for second in ("", here.lark.public_id, here.moderator.public_id, "nobody"):
        answer = client.post(case, data={**alone, "second": second})
        assert answer.status_code == 422
        assert "Called at nine." in answer.text
    assert steps(app) == []
    client.post(case, data={**alone, "second": here.dove.public_id})
    (step,) = steps(app)
    assert (step.by_id, step.second_id) == (here.lark.id, here.dove.id)


def test_a_follow_up_is_due_tomorrow_until_somebody_looked(app, client, here, case):
    client.sign_in(here.lark).post(case, data={"step": "follow_up"})
    tomorrow = (now() + timedelta(days=1)).date()
    with app.app_context():
        lark, wren = viewer_of(here.lark.id), viewer_of(here.moderator.id)
        assert due(lark, now().date()) == []
        assert [day for _case, day in due(lark, tomorrow)] == [tomorrow]
        assert due(wren, tomorrow) == []
    with time_machine.travel(now() + timedelta(days=1)):
        assert client.sign_in(here.lark).page("/desk").select(f"main a[href='{case}']")
        assert not client.sign_in(here.moderator).page("/desk").select(f"main a[href='{case}']")
        done = {"step": "outcome", "words": "They have an appointment."}
        client.sign_in(here.lark).post(case, data=done)
    with app.app_context():
        assert due(viewer_of(here.lark.id), tomorrow) == []


@pytest.mark.parametrize("data", [{}, {"step": "prayed"}, {"step": "outcome"}])
def test_what_is_missing_is_asked_for(app, client, here, case, data):
    assert client.sign_in(here.lark).post(case, data=data).status_code == 422
    assert steps(app) == []


def test_nobody_else_comes_near(client, here, case):
    for who in (here.moderator, here.operator, here.writer, here.reader):
        client.sign_in(who)
        assert client.get(case).status_code == 403
        assert client.post(case, data={"step": "read_all"}).status_code == 403


def test_every_look_at_the_steps_is_logged(app, client, here, case):
    client.sign_in(here.lark).get(case)
    client.get(case)
    with app.app_context():
        looks = select(AuditEntry).where(AuditEntry.action == "case_seen")
        assert [one.subject for one in db.session.scalars(looks)] == [here.writer.public_id] * 2
