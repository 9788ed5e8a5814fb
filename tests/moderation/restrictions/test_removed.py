"""Taken out of a group: place, rooms and sockets go at once, and there is no way back in."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.queries import viewer_of
from app.chat.models import RoomMembership
from app.chat.queries.rooms import room_by_id
from app.chat.services import inviting
from app.community.models import Group, Membership
from app.community.services import joining
from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden, Invalid
from app.core.transactions import unit_of_work
from app.moderation.models import Restriction
from app.moderation.steps import LEAVE_GROUP
from tests.chat.sockets.acts import deaf
from tests.moderation.restrictions.judging import judge, reverse


@pytest.fixture
def out(talk: SimpleNamespace, hold) -> SimpleNamespace:
    """The patient was taken out of the group."""
    hold("removed", group_id=talk.group.id, until=None)
    return talk


def words(talk: SimpleNamespace) -> list[Any]:
    """What was said to the removed page since it last looked."""
    return talk.one.got("said")


def test_place_rooms_and_sockets_go_at_once(out, rows):
    cut = out.one.got("cut")
    assert [(one["room"], one["why"]) for one in cut] == [(out.room.public_id, "group")]
    assert out.other.say(out.room, "Among us")["ok"]
    assert words(out) == []
    assert out.one.is_connected()
    assert not rows(Membership, group_id=out.group.id, member_id=out.patient.id)
    assert not rows(RoomMembership, room_id=out.room.id, member_id=out.patient.id)
    assert rows(Group, id=out.group.id)[0].member_count == 1


def test_where_the_news_is_lost_the_next_message_cuts(app: Flask, talk, hold):
    with deaf(app, "cut", "recheck"):
        hold("removed", group_id=talk.group.id)
        assert talk.other.say(talk.room, "Among us")["ok"]
    assert words(talk) == []


def test_what_only_members_read_is_not_found(out):
    topic, room = out.topic.public_id, out.room.public_id
    for address in (f"/topics/{topic}", f"/api/v1/topics/{topic}", f"/rooms/{room}",
                    f"/rooms/{room}/news?after=0"):  # fmt: skip
        assert out.browser.get(address).status_code == 404, address
    assert out.browser.post(f"/topics/{topic}/reply", data={"body": "x"}).status_code == 404
    for event in ("join", "sync"):
        answer = out.one.ask(event, room=room, after=0)
        assert not answer["ok"]
    assert not out.one.say(out.room, "Still here")["ok"]


def test_other_groups_and_other_people_are_untouched(out, rows):
    assert len(rows(Membership, group_id=out.second.id)) == 2
    assert out.browser.get("/groups/second").status_code == 200
    assert out.other.browser.get(f"/topics/{out.topic.public_id}").status_code == 200


def test_joining_again_is_refused_and_says_why(out, rows):
    answer = out.browser.post("/groups/talkers/join")
    assert answer.status_code == 403
    assert "Moderators took you out of this group." in answer.text
    assert not rows(Membership, group_id=out.group.id, member_id=out.patient.id)
    assert out.browser.post("/groups/second/leave").status_code == 303
    assert out.browser.post("/groups/second/join").status_code == 303


def test_an_end_stands_in_the_refusal(talk, hold):
    hold("removed", group_id=talk.group.id, until=now() + timedelta(days=30))
    assert "You can come in again after" in talk.browser.post("/groups/talkers/join").text


def test_an_invitation_to_a_room_is_no_way_in(app: Flask, make, out, cast):
    host = cast.other_patient
    private = make.room(group=out.group, kind="invited", hosts=(host,))
    make.place_in_room(room=private, member=out.patient, state="invited", invited_by=host)
    assert out.browser.post(f"/rooms/{private.public_id}/enter").status_code in (403, 404)
    assert not out.one.join(private)["ok"]
    with app.app_context(), pytest.raises(Invalid), unit_of_work():
        by, room = viewer_of(host.id), room_by_id(host.id, private.id)
        inviting.invite(by=by, room=room, name=out.patient.display_name)


def test_the_undo_of_leaving_is_no_way_in(app: Flask, talk, hold, rows):
    """Who left by themselves before the decision may not come back after it."""
    talk.browser.post("/groups/talkers/leave")
    hold("removed", group_id=talk.group.id)
    with app.app_context(), pytest.raises(Forbidden), unit_of_work():
        joining.join(by=viewer_of(talk.patient.id), group=talk.group.id)
    assert rows(Group, id=talk.group.id)[0].member_count == 1


@pytest.mark.parametrize("values", [{"until": now() - timedelta(seconds=1)}, {"lifted_at": now()}],
                         ids=["over", "lifted"])  # fmt: skip
def test_when_it_is_over_they_may_come_in(app: Flask, out, values: dict[str, Any]):
    with app.app_context(), unit_of_work():
        db.session.execute(update(Restriction).values(values))
    assert out.browser.post("/groups/talkers/join").status_code == 303
    assert out.browser.get(f"/topics/{out.topic.public_id}").status_code == 200


def test_by_a_decision_and_its_reversal(app: Flask, talk, cast, make):
    said = make.message(room=talk.room, by=cast.patient, body="Heron words")
    decision = judge(app, cast.moderator, said, LEAVE_GROUP, kind="message")
    assert talk.one.got("cut")
    assert talk.browser.post("/groups/talkers/join").status_code == 403
    reverse(app, cast.moderator, decision)
    assert talk.browser.post("/groups/talkers/join").status_code == 303
