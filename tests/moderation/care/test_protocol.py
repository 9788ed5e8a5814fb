"""Steps of care: who may take them, two for the gravest, somebody looks again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.core.clock import now
from app.core.database import db
from app.moderation.models import CareLook, CareStep
from app.moderation.queries.care import calls_for


def steps(app) -> list[CareStep]:
    with app.app_context():
        return list(db.session.scalars(select(CareStep).order_by(CareStep.id)))


def test_a_step_is_written_down_with_who_and_when(app, client, here, case):
    client.sign_in(here.lark).post(case, data={"step": "asked_directly", "words": "Asked."})
    (step,) = steps(app)
    assert (step.step, step.words, step.by_id) == ("asked_directly", "Asked.", here.lark.id)
    page = client.page(case)
    assert "Asked." in page.main.text
    assert "Lark" in page.main.text


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
        assert calls_for(lark, now().date()).follow_ups == []
        assert [day for _case, day in calls_for(lark, tomorrow).follow_ups] == [tomorrow]
        assert calls_for(wren, tomorrow).follow_ups == []
    with time_machine.travel(now() + timedelta(days=1)):
        assert client.sign_in(here.lark).page("/desk").select(f"main a[href='{case}']")
        assert not client.sign_in(here.moderator).page("/desk").select(f"main a[href='{case}']")
        done = {"step": "outcome", "words": "They have an appointment."}
        client.sign_in(here.lark).post(case, data=done)
    with app.app_context():
        assert calls_for(viewer_of(here.lark.id), tomorrow).follow_ups == []


@pytest.mark.parametrize("data", [{}, {"step": "prayed"}, {"step": "outcome"}])
def test_what_is_missing_is_asked_for(app, client, here, case, data):
    assert client.sign_in(here.lark).post(case, data=data).status_code == 422
    assert steps(app) == []


def test_nobody_else_comes_near(client, here, case):
    for who in (here.moderator, here.operator, here.writer, here.reader):
        client.sign_in(who)
        assert client.get(case).status_code == 403
        assert client.post(case, data={"step": "read_all"}).status_code == 403


def test_every_look_at_the_steps_is_kept_also_with_a_refused_form(app, client, here, case):
    client.sign_in(here.lark).get(case)
    client.sign_in(here.dove).get(case)
    assert client.post(case, data={}).status_code == 422
    with app.app_context():
        looks = db.session.scalars(select(CareLook.by_id).order_by(CareLook.id))
        assert list(looks) == [here.lark.id, here.dove.id, here.dove.id]
