"""Trying the rules: asked for at the desk, read by a worker, one at a time, and never half."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.core.jobs import StopAsked, run_pending
from app.core.transactions import unit_of_work
from app.moderation.models import ScreeningRun
from app.moderation.queries import switches
from app.moderation.services import trying_rules
from app.moderation.services.screening import rule_version
from tests.factories import Maker

ADVICE = "You should stop taking your insulin, you do not need it."
RULES = "/desk/rules"
VERSION = rule_version()


@pytest.fixture
def posts(make: Maker, cast: Any) -> None:
    """Three posts, of which one gives advice."""
    group = make.group(members=(cast.patient,))
    topic = make.topic(group=group, by=cast.patient, title="Soup", body="Plover words")
    make.post(topic=topic, by=cast.patient, body=ADVICE)
    make.post(topic=topic, by=cast.patient, body="My doctor stopped my insulin.")


def runs(app: Flask) -> list[ScreeningRun]:
    with app.app_context():
        return list(db.session.scalars(select(ScreeningRun).order_by(ScreeningRun.id)))


def read(app: Flask) -> None:
    """What a worker does when its minute comes."""
    with app.app_context():
        trying_rules.read_what_was_asked_for()


def asked_long_ago(app: Flask, cast: Any, **ago: float) -> None:
    with app.app_context(), unit_of_work():
        row = ScreeningRun(
            rule_version=VERSION, by_id=cast.moderator.id, days=30, ran_at=now() - timedelta(**ago)
        )
        db.session.add(row)


def test_the_button_only_asks_and_a_worker_reads(app, client, cast, posts):
    client.sign_in(cast.moderator).post(f"{RULES}/try")
    (waiting,) = runs(app)
    assert (waiting.finished_at, waiting.read_count) == (None, 0)
    assert "The posts are being read. It began on" in client.page(RULES).main.text
    run_pending(app)
    (done,) = runs(app)
    assert done.finished_at is not None
    assert (done.read_count, json.loads(done.found)["stop_medicine"]) == (3, 1)
    assert "3 posts of 30 days" in client.page(RULES).main.text


def test_they_are_not_switched_on_before_the_reading_came_to_its_end(app, client, cast, posts):
    client.sign_in(cast.moderator).post(f"{RULES}/try")
    assert client.post(f"{RULES}/on", data={"reason": "At once"}).status_code == 422
    run_pending(app)
    assert client.post(f"{RULES}/on", data={"reason": "Tried"}).status_code == 303


def test_while_one_is_read_no_other_is_asked_for(app, client, cast, posts):
    client.sign_in(cast.moderator).post(f"{RULES}/try")
    assert client.page(RULES).find("form", action=f"{RULES}/try") is None
    client.post(f"{RULES}/try")
    assert len(runs(app)) == 1


def test_a_worker_that_is_stopped_leaves_it_to_the_next(app, client, cast, posts, monkeypatch):
    client.sign_in(cast.moderator).post(f"{RULES}/try")

    def stop() -> None:
        raise StopAsked

    with monkeypatch.context() as patch:
        patch.setattr(trying_rules, "SLICE", 2)
        patch.setattr(trying_rules, "checkpoint", stop)
        with pytest.raises(StopAsked):
            read(app)
    assert (runs(app)[0].finished_at, runs(app)[0].read_count) == (None, 0)
    read(app)
    assert runs(app)[0].read_count == 3


def test_a_text_that_cannot_be_read_stops_nothing(app, client, cast, posts, monkeypatch):
    screened = trying_rules.screened

    def stumble(text: str) -> Any:
        if "Plover" in text:
            raise ValueError
        return screened(text)

    monkeypatch.setattr(trying_rules, "screened", stumble)
    client.sign_in(cast.moderator).post(f"{RULES}/try")
    run_pending(app)
    assert (runs(app)[0].read_count, json.loads(runs(app)[0].found)["stop_medicine"]) == (3, 1)


def test_after_an_hour_it_counts_as_ended_and_another_can_be_asked_for(app, client, cast, posts):
    asked_long_ago(app, cast, minutes=61)
    read(app)
    assert runs(app)[0].finished_at is None
    assert "did not come to its end" in client.sign_in(cast.moderator).page(RULES).main.text
    client.post(f"{RULES}/try")
    run_pending(app)
    assert [run.finished_at is not None for run in runs(app)] == [False, True]
    assert "did not come to its end" not in client.page(RULES).main.text


def test_just_under_an_hour_it_is_still_read(app, client, cast, posts):
    asked_long_ago(app, cast, minutes=59)
    read(app)
    assert runs(app)[0].finished_at is not None


def test_only_a_run_of_the_same_version_that_ended_counts(app, cast):
    asked_long_ago(app, cast, minutes=5)
    with app.app_context():
        assert switches.newest_run(VERSION) is None
    read(app)
    with app.app_context():
        assert switches.newest_run(VERSION) is not None
        assert switches.newest_run("99") is None


def test_nothing_is_read_when_nobody_asked(app, posts):
    read(app)
    assert runs(app) == []
