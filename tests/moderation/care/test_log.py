"""Who reads only the log, which is kept for years, cannot tell whose case was about distress."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import CareLook, CareStep, Case
from app.moderation.services import appealing, claiming, deciding, detecting, reporting
from app.moderation.services.care_in_the_log import count_care
from app.moderation.services.deciding import Reasons
from app.moderation.services.detecting import Found
from app.moderation.services.looking_up import case_of
from app.moderation.services.registering import adapters_of
from tests.factories import Maker
from tests.support.client import SiteClient

SENTENCE = "A sentence that is long enough for anybody."
HEARD = (AuditEntry.actor, AuditEntry.role, AuditEntry.subject, AuditEntry.action,
         AuditEntry.data_class, AuditEntry.purpose, AuditEntry.route, AuditEntry.details)  # fmt: skip


@pytest.fixture
def life(app: Flask, client: SiteClient, make: Maker, here: SimpleNamespace) -> Any:
    """Everything that happens to one case, from the finding to the appeal; what the log says of it,
    with every id put as its kind."""

    def live(*, found_by: str, rule: str, level: str, reason: str, ground: str) -> list[Any]:
        post = make.post(topic=here.topic, by=here.writer, body=f"Words of {rule}")
        with app.app_context():
            before = db.session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)).all()
        case_id = _opened(app, here, post, Found(found_by, rule, "1", level, 0, "words"), reason)
        base = f"/desk/cases/{case_id}"
        client.sign_in(here.lark).post("/desk/shift/begin")
        if level == "red":
            client.page(f"{base}/care")
            client.post(f"{base}/care", data={"step": "answered"})
        for _time in range(2):
            client.page(base)
        client.post(f"{base}/findings/1", data={"is_false_alarm": "1"})
        _decided(app, here, case_id, ground)
        client.post("/desk/shift/end", data={"note": ""})
        return _told(app, set(before))

    return live


def _opened(app: Flask, here: SimpleNamespace, post: Any, one: Found, reason: str) -> str:
    with app.test_request_context(), unit_of_work():
        thing = adapters_of(app).of("post").find(post.public_id)
        case = detecting.detect(thing, (one,))
        reader = viewer_of(here.reader.id)
        reporting.report(by=reader, kind="post", thing_id=post.public_id, reason=reason, words="x")
        return case.public_id


def _decided(app: Flask, here: SimpleNamespace, case_id: str, ground: str) -> None:
    with app.test_request_context(), unit_of_work():
        lark = viewer_of(here.lark.id)
        claiming.claim(by=lark, case_id=case_id)
        claiming.ask(by=lark, case_id=case_id, question="Would you?")
        reasons = Reasons(ground=ground, facts=SENTENCE, explanation=SENTENCE, skipped_because="So")
        done = deciding.decide(
            by=lark, case_id=case_id, version=case_of(lark, case_id).version, action="hide",
            reasons=reasons,
        )  # fmt: skip
        writer = viewer_of(here.writer.id)
        appealing.appeal(by=writer, decision_id=done.public_id, words="Please look again.")


def _told(app: Flask, before: set[int]) -> list[Any]:
    with app.app_context():
        rows = db.session.execute(select(AuditEntry.id, *HEARD).order_by(AuditEntry.id)).all()
    ids = ("case", "decision", "appeal")
    return [
        (
            *row[1:-1],
            {key: key if key in ids else said for key, said in json.loads(row[-1]).items()},
        )
        for row in rows
        if row[0] not in before
    ]


def test_a_case_of_distress_leaves_what_every_other_leaves(life):
    plain = life(
        found_by="screening", rule="cure", level="amber", reason="other", ground="dangerous"
    )
    hard = life(found_by="crisis", rule="en:x", level="red", reason="worried", ground="method")
    assert len(plain) > 8
    for one, other in zip(plain, hard, strict=True):
        assert one == other


@pytest.fixture
def counted(app: Flask):
    """What the log says was counted, of all quarters."""

    def read() -> list[dict[str, Any]]:
        with app.app_context():
            which = select(AuditEntry.details).where(AuditEntry.action == "care_counted")
            return [json.loads(one) for one in db.session.scalars(which.order_by(AuditEntry.id))]

    return read


def test_work_of_care_is_counted_once_after_each_quarter_in_fives(app, here, counted):
    spring = datetime(2027, 2, 3, 10, tzinfo=UTC)
    with time_machine.travel(spring), app.app_context(), unit_of_work():
        case = Case(kind="post", thing_id="x", level="red", is_sensitive=True)
        gone = [Case(kind="post", thing_id=f"gone-{n}", is_sensitive=True) for n in range(6)]
        db.session.add_all([case, *gone, Case(kind="post", thing_id="gone-calm")])
        db.session.flush()
        db.session.add_all(CareLook(case_id=case.id, by_id=here.lark.id) for _n in range(11))
        for n in range(9):
            day = timedelta(days=30 * n)
            db.session.add(CareStep(case_id=case.id, step="answered", by_id=None, at=now() + day))
    for day in (1, 2, 3):
        moment = datetime(2027, 4, day, tzinfo=UTC)
        with time_machine.travel(moment), app.app_context(), unit_of_work():
            count_care(now())
    assert counted() == [{"quarter": "2027-1", "steps": 0, "looks": 10, "let_go": 5}]
    with app.app_context(), unit_of_work():
        count_care(datetime(2027, 7, 1, tzinfo=UTC))
    assert [one["quarter"] for one in counted()] == ["2027-1", "2027-2"]


def test_a_quarter_without_any_is_counted_too(app, counted):
    with app.app_context(), unit_of_work():
        count_care(datetime(2027, 1, 1, tzinfo=UTC))
    assert counted() == [{"quarter": "2026-4", "steps": 0, "looks": 0, "let_go": 0}]
