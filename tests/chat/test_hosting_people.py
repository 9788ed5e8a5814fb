"""Muting, removing and ending it: who can, what it means, what the person is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.chat.events import MemberLimited
from app.chat.models import HostAct, Room, RoomLimit, RoomMembership
from app.chat.services import entering, limiting, saying
from app.community.services import joining
from app.core import events
from app.core.clock import now
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.core.transactions import unit_of_work
from tests.chat.pages import Page
from tests.support.at_once import at_once
from tests.support.queries import count_queries

REASON = {"reason": "Three adverts"}


def limit(do, salon, by, person, kind: str = "muted", length: str = "day", **values):
    about = {"room_id": salon.room.id, "person_id": person.public_id}
    return do(limiting.limit, by=by, **about, kind=kind, length=length, **REASON | values)


def say(do, salon, by):
    return do(saying.say, by=by, room=salon.room, client_id=f"say-{now().timestamp()}", body="Hi")


@pytest.mark.parametrize(
    ("kind", "length", "span"),
    [
        ("muted", "hour", timedelta(hours=1)),
        ("muted", "day", timedelta(days=1)),
        ("muted", "open", None),
        ("removed", "day", timedelta(days=1)),
        ("removed", "week", timedelta(days=7)),
        ("removed", "open", None),
    ],
)
def test_what_a_host_decides_is_kept_with_reason_and_end(do, salon, cast, rows, kind, length, span):
    limit(do, salon, salon.host, cast.patient, kind, length)
    (kept,) = rows(RoomLimit)
    assert (kept.member_id, kept.kind, kept.by_id) == (cast.patient.id, kind, salon.host.id)
    assert kept.reason == "Three adverts"
    assert (kept.until is None) == (span is None)
    if span:
        assert abs(kept.until - kept.created_at - span) < timedelta(seconds=2)
    (act,) = rows(HostAct)
    assert (act.act, act.member_id, act.value) == (kind, cast.patient.id, length)


def test_muted_people_read_and_do_not_write(do, salon, cast, seen, client):
    limit(do, salon, salon.host, cast.patient)
    with pytest.raises(Forbidden):
        say(do, salon, cast.patient)
    assert say(do, salon, cast.other_patient).sequence == 3
    assert "Plover words" in client.sign_in(cast.patient).page(salon.base).text


def test_removed_people_are_cut_off_at_once_and_hear_nothing(app: Flask, do, salon, cast, row):
    page, other = Page(app, cast.patient), Page(app, cast.other_patient)
    page.join(salon.room), other.join(salon.room)
    limit(do, salon, salon.host, cast.patient, "removed")
    other.say(salon.room, "Among us")
    assert [one["why"] for one in page.got("cut")] == ["removed"]
    assert page.got("said") == []
    assert not page.say(salon.room, "Still here?")["ok"]
    assert row(Room, salon.room.id).member_count == 2
    assert row(Room, salon.room.id).access_version == 1


def test_who_was_removed_does_not_come_back_by_any_way(app: Flask, do, salon, cast, make, rows):
    limit(do, salon, salon.host, cast.patient, "removed", "open")
    with pytest.raises(Forbidden):
        do(entering.enter, by=cast.patient, room_id=salon.room.id)
    with app.app_context(), unit_of_work():
        joining.leave(by=cast.patient.id, group=salon.group.id)
        joining.join(by=cast.patient.id, group=salon.group.id)
    with pytest.raises(Forbidden):
        do(entering.enter, by=cast.patient, room_id=salon.room.id)
    make.place_in_room(room=salon.room, member=cast.patient, invited_by=salon.host, state="invited")
    with pytest.raises(Forbidden):
        do(entering.enter, by=cast.patient, room_id=salon.room.id)
    states = rows(RoomMembership, room_id=salon.room.id, member_id=cast.patient.id)
    assert [one.state for one in states] == ["invited"]


def test_it_is_over_when_its_time_is(do, salon, cast, make, seen):
    make.limit(
        room=salon.room, member=cast.patient, kind="removed", until=now() - timedelta(seconds=1)
    )
    assert seen(cast.patient, salon.room).my_limit is None
    assert say(do, salon, cast.patient).sequence == 3


def test_ending_it_early_opens_the_door_again(client, do, salon, cast, rows):
    kept = limit(do, salon, salon.host, cast.patient, "removed", "open")
    client.sign_in(cast.steward)
    answer = client.post(f"{salon.base}/host/limits/{kept.public_id}/end")
    assert answer.status_code == 303
    (ended,) = rows(RoomLimit)
    assert ended.ended_by_id == cast.steward.id
    assert [one.act for one in rows(HostAct)] == ["removed", "limit_ended"]
    assert do(entering.enter, by=cast.patient, room_id=salon.room.id)
    with pytest.raises(Conflict):
        do(limiting.end_limit, by=salon.host, room_id=salon.room.id, limit_id=kept.public_id)


def test_a_limit_of_another_room_is_not_ended_here(do, salon, cast, make, row):
    elsewhere = make.limit(room=salon.noise, member=cast.patient)
    with pytest.raises(NotFound):
        do(limiting.end_limit, by=salon.host, room_id=salon.room.id, limit_id=elsewhere.public_id)
    assert row(RoomLimit, elsewhere.id).ended_at is None


def test_nobody_ends_what_was_decided_about_themselves(do, salon, make):
    about_host = make.limit(room=salon.room, member=salon.host)
    with pytest.raises(Forbidden):
        do(limiting.end_limit, by=salon.host, room_id=salon.room.id, limit_id=about_host.public_id)


def test_the_person_reads_reason_and_end_at_the_door(client, do, salon, cast):
    limit(do, salon, salon.host, cast.patient, "removed", "week")
    door = client.sign_in(cast.patient).page(salon.base)
    assert "Three adverts" in door.text
    assert "until " in door.select_one(".notice").text
    assert salon.host.display_name not in door.select_one(".notice").text
    limit(do, salon, salon.host, cast.other_patient, "muted", "hour")
    inside = client.sign_in(cast.other_patient).page(salon.base)
    assert "Three adverts" in inside.text


def test_others_read_neither_reason_nor_that_it_is_so(client, do, salon, cast):
    limit(do, salon, salon.host, cast.patient)
    assert "Three adverts" not in client.sign_in(cast.other_patient).page(salon.base).text


@pytest.mark.parametrize("kind", ["muted", "removed"])
def test_news_goes_out_for_the_person(inside, do, salon, cast, monkeypatch, kind):
    news: list = []
    monkeypatch.setitem(events._listeners, MemberLimited, [news.append])
    kept = limit(do, salon, salon.host, cast.patient, kind)
    do(limiting.end_limit, by=salon.host, room_id=salon.room.id, limit_id=kept.public_id)
    assert [(one.member_id, one.limit_id, one.kind) for one in news] == [
        (cast.patient.id, kept.id, kind), (cast.patient.id, kept.id, "ended"),
    ]  # fmt: skip


def test_hosts_limit_neither_stewards_nor_hosts_nor_themselves(do, salon, cast, make, rows):
    make.place_in_room(room=salon.room, member=cast.steward)
    for kind in ("muted", "removed"):
        for person in (cast.steward, salon.host):
            with pytest.raises(Forbidden):
                limit(do, salon, salon.host, person, kind)
        with pytest.raises(Forbidden):
            limit(do, salon, cast.patient, cast.other_patient, kind)
    assert not rows(RoomLimit)
    limit(do, salon, cast.steward, salon.host)
    places = rows(RoomMembership, room_id=salon.room.id, member_id=salon.host.id)
    assert [one.role for one in places] == ["member"]


def test_of_two_hosts_at_once_one_decides_and_the_other_is_told(
    app: Flask, client, do, salon, cast, rows
):
    works = [
        lambda by=by: limit(do, salon, by, cast.patient, "removed")
        for by in (salon.host, cast.steward)
    ]
    (late,) = at_once(app, works)
    assert isinstance(late, Conflict)
    assert len(rows(RoomLimit)) == len(rows(HostAct)) == 1
    address = f"{salon.base}/host/people/{cast.patient.public_id}/remove"
    data = {"length": "day", "reason": "Me too"}
    client.sign_in(salon.host).post(address, data=data)
    assert "Somebody was quicker" in client.page(f"{salon.base}/host").text
    assert len(rows(RoomLimit)) == 1


def test_muting_then_removing_is_possible_and_not_the_other_way(do, salon, cast, rows, seen):
    limit(do, salon, salon.host, cast.patient, "muted")
    limit(do, salon, salon.host, cast.patient, "removed")
    assert seen(cast.patient, salon.room).my_limit == "removed"
    with pytest.raises(Conflict):
        limit(do, salon, salon.host, cast.patient, "muted")
    assert len(rows(RoomLimit)) == 2


@pytest.mark.parametrize(
    ("kind", "length", "reason"),
    [("muted", "week", "x"), ("removed", "hour", "x"), ("banned", "day", "x"),
     ("muted", "", "x"), ("muted", "day", "  "), ("removed", "day", "x" * 301)],
)  # fmt: skip
def test_only_what_is_offered_with_a_reason(do, salon, cast, rows, kind, length, reason):
    with pytest.raises(Invalid):
        limit(do, salon, salon.host, cast.patient, kind, length, reason=reason)
    assert not rows(RoomLimit)


def test_somebody_who_was_never_here_is_not_found(do, client, salon, cast):
    with pytest.raises(NotFound):
        limit(do, salon, salon.host, cast.stranger)
    address = f"{salon.base}/host/people/{cast.stranger.public_id}"
    for tail in ("", "/mute", "/remove"):
        client.sign_in(salon.host).page(address + tail, 404)
    client.page(f"{salon.base}/host/people/{cast.patient.public_id}/ban", 404)


def test_the_form_keeps_what_was_typed_and_offers_the_undo(client, salon, cast, row, rows):
    address = f"{salon.base}/host/people/{cast.patient.public_id}/mute"
    client.sign_in(salon.host).page(address)
    answer = client.post(address, data={"reason": "Three adverts"})
    assert answer.status_code == 422
    assert "Three adverts" in answer.text
    answer = client.post(address, data={"length": "hour", "reason": "Three adverts"})
    page = client.page(answer.location)
    undo = page.select_one(".undo-notice form")["action"]
    assert client.post(undo).status_code == 303
    assert rows(RoomLimit)[0].ended_at is not None


def test_the_list_of_people_asks_a_fixed_number_of_questions(client, salon, make):
    client.sign_in(salon.host).page(f"{salon.base}/host/people")
    with count_queries() as few:
        client.page(f"{salon.base}/host/people")
    for n in range(35):
        make.place_in_room(room=salon.room, member=make.member(display_name=f"Person {n}"))
    with count_queries() as many:
        page = client.page(f"{salon.base}/host/people")
    assert len(many) == len(few) <= 3, many
    assert len(page.select(".host-list li")) == 30
    older = client.page(page.select_one(".pager a[rel=next]")["href"])
    assert len(older.select(".host-list li")) == 8
