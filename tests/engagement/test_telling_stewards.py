"""After a day without an answer the stewards of the group hear of it, once (science.md E6)."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.community.services import posting
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.services import calling_stewards
from app.notifications.models import Notice
from app.notifications.services.kinds import words_of
from tests.engagement.first_posts import first_post_of, start

KIND = "first_post_waits"


@pytest.fixture
def group(inside: Flask, make: Any, cast: SimpleNamespace) -> Any:
    """The steward's; in the carer's group everybody has an answer."""
    other = make.group(stewards=(cast.carer,))
    with unit_of_work():
        start(other, 3, ago=timedelta(hours=25), answered=timedelta(hours=1))
    return make.group(members=(cast.patient, cast.other_patient), stewards=(cast.steward,))


def open_topic(by: Any, group: Any) -> Any:
    with unit_of_work():
        return posting.open_topic(
            by=by.id, group_id=group.id, kind="question", title="Hello", body="Anybody?"
        )


def after(**time: float) -> list[tuple[int, str]]:
    """Who was told of which page when the job ran so long from now."""
    with time_machine.travel(now() + timedelta(**time)):
        calling_stewards.tell_stewards()
    rows = select(Notice.member_id, Notice.path).where(Notice.kind == KIND)
    return [tuple(row) for row in db.session.execute(rows.order_by(Notice.id))]


def test_not_before_a_day_is_over_and_then_once(group: Any, cast: SimpleNamespace):
    post = first_post_of(open_topic(cast.patient, group))
    assert after(hours=23, minutes=59) == []
    told = [(cast.steward.id, f"/posts/{post.public_id}")]
    assert after(hours=24, minutes=1) == told
    assert after(hours=24, minutes=11) == told


def test_each_steward_hears_of_it_and_nobody_of_a_steward_s_own_words(
    make: Any, group: Any, cast: SimpleNamespace
):
    make.membership(group=group, member=cast.ex_member, role="steward")
    open_topic(cast.ex_member, group)
    assert after(hours=25) == []
    open_topic(cast.patient, group)
    assert [who for who, _path in after(hours=25)] == [cast.steward.id, cast.ex_member.id]


def test_an_answer_makes_it_needless(group: Any, cast: SimpleNamespace):
    made = open_topic(cast.patient, group)
    with unit_of_work():
        posting.reply(by=cast.steward.id, topic_id=made.id, body="Welcome.")
    assert after(hours=24, minutes=1) == []


def test_their_own_second_post_is_no_answer(group: Any, cast: SimpleNamespace):
    made = open_topic(cast.patient, group)
    with unit_of_work():
        posting.reply(by=cast.patient.id, topic_id=made.id, body="One thing more.")
    assert [who for who, _path in after(hours=24, minutes=1)] == [cast.steward.id]


def test_what_lies_far_back_is_no_news(group: Any, cast: SimpleNamespace):
    open_topic(cast.patient, group)
    assert after(days=4) == []


def test_whoever_is_suspended_is_not_called(
    group: Any, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    open_topic(cast.patient, group)
    suspended = {cast.steward.id}
    monkeypatch.setattr(calling_stewards, "is_suspended", suspended.__contains__)
    assert after(hours=25) == []


def test_the_notice_names_nobody_and_no_group(app: Flask, group: Any, cast: SimpleNamespace):
    open_topic(cast.patient, group)
    after(hours=25)
    row = db.session.scalars(select(Notice).where(Notice.kind == KIND)).one()
    with app.test_request_context():
        said = " ".join(words_of(row.kind, row.values))
    assert row.values == {}
    assert said
    for name in (group.name, cast.patient.display_name, "Hello"):
        assert name not in said
