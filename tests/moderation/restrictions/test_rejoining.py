"""A decision that took somebody out of a group and is taken back leaves them where they were."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.community.models import Group, Membership
from app.moderation.steps import LEAVE_GROUP
from tests.moderation.restrictions.judging import judge, reverse


@pytest.fixture
def said(make: Any, talk: SimpleNamespace) -> Any:
    """What the patient said in the group's room."""
    return make.message(room=talk.room, by=talk.patient, body="Heron words")


def is_inside(rows: Any, talk: SimpleNamespace) -> bool:
    return bool(rows(Membership, group_id=talk.group.id, member_id=talk.patient.id))


def test_who_was_inside_is_inside_again(app: Flask, talk, cast, said, rows):
    decision = judge(app, cast.moderator, said, LEAVE_GROUP, kind="message")
    assert not is_inside(rows, talk)
    reverse(app, cast.moderator, decision)
    assert is_inside(rows, talk)
    assert rows(Group, id=talk.group.id)[0].member_count == 2
    assert talk.browser.get(f"/topics/{talk.topic.public_id}").status_code == 200


def test_who_had_left_before_is_not_brought_back(app: Flask, talk, cast, said, rows):
    talk.browser.post("/groups/talkers/leave")
    decision = judge(app, cast.moderator, said, LEAVE_GROUP, kind="message")
    reverse(app, cast.moderator, decision)
    assert not is_inside(rows, talk)
    assert rows(Group, id=talk.group.id)[0].member_count == 1


def test_who_is_still_kept_out_stays_out_until_that_ends(app: Flask, talk, cast, said, make, rows):
    other = make.message(room=talk.room, by=talk.patient, body="Curlew words")
    first = judge(app, cast.moderator, said, LEAVE_GROUP, kind="message")
    second = judge(app, cast.moderator, other, LEAVE_GROUP, kind="message")
    reverse(app, cast.moderator, first)
    assert not is_inside(rows, talk)
    reverse(app, cast.moderator, second)
    assert not is_inside(rows, talk), "they were outside when the second was decided"


def test_another_limit_that_is_lifted_joins_nothing(app: Flask, talk, cast, said, rows):
    talk.browser.post("/groups/talkers/leave")
    decision = judge(app, cast.moderator, said, "reply_limit", kind="message")
    reverse(app, cast.moderator, decision)
    assert not is_inside(rows, talk)
