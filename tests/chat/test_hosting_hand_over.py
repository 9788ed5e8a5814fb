"""Somebody looks after a room: handing it over, taking it, and not leaving it alone."""

from __future__ import annotations

import pytest
from flask import Flask

from app.chat.models import HostAct, RoomMembership
from app.chat.services import entering, handing_over, hosting
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.chat.pages import Page
from tests.support.at_once import at_once


def hand(do, salon, by, person, **values):
    about = {"room_id": salon.room.id, "person_id": person.public_id}
    return do(handing_over.hand_over, by=by, **about, **values)


def hosts(rows, room) -> set[int]:
    return {one.member_id for one in rows(RoomMembership, room_id=room.id, role="host")}


def test_handing_over_makes_the_other_host_and_oneself_a_member(
    app: Flask, client, salon, cast, rows
):
    page = Page(app, cast.other_patient)
    page.join(salon.room)
    client.sign_in(salon.host)
    person = client.page(f"{salon.base}/host/people/{cast.patient.public_id}")
    address = person.select_one("form[action$=hand-over]")["action"]
    assert client.post(address).status_code == 303
    assert hosts(rows, salon.room) == {cast.patient.id}
    assert len(page.got("room")) == 1
    (act,) = rows(HostAct)
    assert (act.act, act.by_id, act.member_id) == ("handed_over", salon.host.id, cast.patient.id)
    assert client.get(f"{salon.base}/host").status_code == 403


def test_a_second_host_beside_oneself(do, salon, cast, rows):
    hand(do, salon, salon.host, cast.patient, stay=True)
    assert hosts(rows, salon.room) == {cast.patient.id, salon.host.id}
    hand(do, salon, cast.steward, cast.other_patient)
    assert hosts(rows, salon.room) == {cast.patient.id, salon.host.id, cast.other_patient.id}


def test_only_to_somebody_inside_who_reads_and_writes(do, salon, cast, make, rows):
    make.limit(room=salon.room, member=cast.patient)
    gone = make.member(display_name="Gone")
    make.message(room=salon.room, by=gone)
    for person in (cast.patient, gone, salon.host):
        with pytest.raises(Forbidden):
            hand(do, salon, salon.host, person)
    with pytest.raises(NotFound):
        hand(do, salon, salon.host, cast.stranger)
    with pytest.raises(Forbidden):
        hand(do, salon, cast.patient, cast.other_patient)
    assert hosts(rows, salon.room) == {salon.host.id}


def test_the_last_host_hands_over_before_leaving(client, do, salon, cast, rows):
    answer = client.sign_in(salon.host).post(f"{salon.base}/leave")
    assert (answer.status_code, answer.location) == (303, f"{salon.base}/host")
    assert "last host" in client.page(answer.location).text
    assert hosts(rows, salon.room) == {salon.host.id}
    hand(do, salon, salon.host, cast.patient, stay=True)
    assert do(entering.leave, by=salon.host, room_id=salon.room.id)


def test_of_two_hosts_who_leave_at_once_one_stays(app: Flask, do, salon, cast, rows):
    hand(do, salon, salon.host, cast.patient, stay=True)
    works = [
        lambda by=by: do(entering.leave, by=by, room_id=salon.room.id)
        for by in (salon.host, cast.patient)
    ]
    (late,) = at_once(app, works)
    assert isinstance(late, Invalid)
    assert len(hosts(rows, salon.room)) == 1


def test_a_room_that_nobody_needs_is_left(do, salon, cast, make):
    empty = make.room(group=salon.group, hosts=(salon.host,))
    assert do(entering.leave, by=salon.host, room_id=empty.id)
    do(hosting.close, by=salon.host, room_id=salon.room.id, reason="Over")
    assert do(entering.leave, by=salon.host, room_id=salon.room.id)


def test_a_steward_takes_a_room_and_is_seen_in_it(client, do, salon, cast, rows, seen):
    client.sign_in(cast.steward)
    form = client.page(f"{salon.base}/host").select_one("form[action$=take-over]")
    assert client.post(form["action"]).status_code == 303
    assert hosts(rows, salon.room) == {salon.host.id, cast.steward.id}
    assert seen(cast.steward, salon.room).member_count == 4
    assert do(entering.leave, by=salon.host, room_id=salon.room.id)
    with pytest.raises(Conflict):
        do(handing_over.take_over, by=cast.steward, room_id=salon.room.id)


def test_a_steward_who_is_inside_takes_it_without_being_counted_twice(do, salon, cast, make, seen):
    make.place_in_room(room=salon.room, member=cast.steward)
    do(handing_over.take_over, by=cast.steward, room_id=salon.room.id)
    found = seen(cast.steward, salon.room)
    assert (found.my_role, found.member_count) == ("host", 4)


def test_nobody_else_takes_it(do, salon, cast):
    for person in (cast.patient, salon.host):
        with pytest.raises(Forbidden):
            do(handing_over.take_over, by=person, room_id=salon.room.id)
    with pytest.raises(NotFound):
        do(handing_over.take_over, by=cast.stranger, room_id=salon.room.id)


def test_coming_in_twice_at_once_is_one_place(app: Flask, do, salon, cast, rows, seen):
    works = [lambda: do(entering.enter, by=cast.steward, room_id=salon.room.id) for _ in range(4)]
    assert at_once(app, works) == []
    assert len(rows(RoomMembership, room_id=salon.room.id, member_id=cast.steward.id)) == 1
    assert seen(cast.steward, salon.room).member_count == 4
