"""What hosts set for everybody: seen at once, written down, by hosts only."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from app.chat.models import HostAct, Message, Room
from app.chat.services import hosting, saying
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.chat.pages import Page
from tests.factories import Maker
from tests.support.at_once import at_once
from tests.support.client import SiteClient
from tests.support.queries import count_queries

ACTS = {
    "slow": {"seconds": "30"},
    "hold": {"on": "y"},
    "close": {"reason": "Good night"},
    "reopen": {},
}


def post(client: SiteClient, salon: SimpleNamespace, act: str, **data: str):
    return client.post(f"{salon.base}/host/{act}", data=data or ACTS[act])


def acts(rows) -> list[tuple]:
    return [(one.act, one.value, one.by_id, one.reason) for one in rows(HostAct)]


@pytest.mark.parametrize("person", ["host", "steward"])
def test_hosts_and_stewards_set_slow_mode_hold_and_close(client, salon, cast, row, rows, person):
    by = salon.host if person == "host" else cast.steward
    client.sign_in(by)
    for act in ("slow", "hold", "close"):
        assert post(client, salon, act).status_code == 303
    room = row(Room, salon.room.id)
    assert (room.slow_seconds, room.holds_new, room.closed_reason) == (30, True, "Good night")
    assert room.closed_by_id == by.id
    assert acts(rows) == [
        ("slow", "30", by.id, ""), ("hold", "on", by.id, ""), ("closed", "", by.id, "Good night")
    ]  # fmt: skip
    page = client.page(f"{salon.base}/host")
    assert "set slow mode to 30 seconds" in page.text
    post(client, salon, "reopen")
    assert row(Room, salon.room.id).closed_at is None
    assert row(Room, salon.noise.id).slow_seconds == 0


@pytest.mark.parametrize("act", ACTS)
def test_members_may_not_and_strangers_find_nothing(client, salon, cast, rows, act):
    client.sign_in(cast.patient)
    assert client.get(f"{salon.base}/host").status_code == 403
    assert post(client, salon, act).status_code == 403
    client.sign_in(cast.stranger)
    assert client.get(f"{salon.base}/host").status_code == 404
    assert post(client, salon, act).status_code == 404
    assert not rows(HostAct)


def test_nobody_hosts_a_conversation_of_two(client, cast, make):
    room = make.direct_room(between=(cast.patient, cast.other_patient))
    client.sign_in(cast.patient)
    assert client.get(f"/rooms/{room.public_id}/host").status_code == 404
    for act, data in ACTS.items():
        answer = client.post(f"/rooms/{room.public_id}/host/{act}", data=data)
        assert answer.status_code == 404


def test_everybody_in_the_room_sees_it_at_once(app: Flask, client, salon, cast):
    page = Page(app, cast.patient)
    page.join(salon.room)
    client.sign_in(salon.host)
    for act in ACTS:
        post(client, salon, act)
    got = [(s["slow_seconds"], s["holds_new"], s["is_closed"]) for s in page.got("room")]
    assert got == [(30, False, False), (30, True, False), (30, True, True), (30, True, False)]


def test_setting_what_holds_already_is_no_act(do, salon, rows):
    for _ in range(2):
        do(hosting.set_pace, by=salon.host, room_id=salon.room.id, seconds=10)
        do(hosting.set_hold, by=salon.host, room_id=salon.room.id, on=True)
    assert [act for act, *_ in acts(rows)] == ["slow", "hold"]


def test_slow_mode_holds_for_two_pages_that_send_at_once(
    app: Flask, do, salon, cast, make: Maker, rows
):
    room = make.room(
        group=salon.group, inside=(cast.patient,), hosts=(salon.host,), slow_seconds=60
    )
    works = [
        lambda n=n: do(
            saying.say, by=cast.patient, room=room, client_id=f"page-{n:04}", body="Words"
        )
        for n in range(4)
    ]
    refused = at_once(app, works)
    assert [type(one) for one in refused] == [Invalid] * 3
    assert len(rows(Message, room_id=room.id)) == 1
    for n in range(2):
        do(saying.say, by=salon.host, room=room, client_id=f"host-{n:04}", body="Hosts are free")


@pytest.mark.parametrize("seconds", [-1, 1, 301, 3600])
def test_only_offered_paces_are_taken(client, do, salon, row, seconds):
    with pytest.raises(Invalid):
        do(hosting.set_pace, by=salon.host, room_id=salon.room.id, seconds=seconds)
    answer = client.sign_in(salon.host).post(f"{salon.base}/host/slow", data={"seconds": seconds})
    assert answer.status_code == 422
    assert row(Room, salon.room.id).slow_seconds == 0


def test_closing_needs_a_reason_and_keeps_what_was_typed(client, salon, row):
    client.sign_in(salon.host)
    assert post(client, salon, "close", reason="  ").status_code == 422
    answer = post(client, salon, "close", reason="z" * 301)
    assert answer.status_code == 422
    assert "z" * 301 in answer.text
    assert row(Room, salon.room.id).closed_at is None


def test_in_a_closed_room_nobody_writes_and_who_is_inside_reads(client, do, salon, cast):
    do(hosting.close, by=salon.host, room_id=salon.room.id, reason="Good night")
    with pytest.raises(Invalid):
        do(saying.say, by=cast.patient, room=salon.room, client_id="page-0001", body="Still?")
    door = client.sign_in(cast.steward).page(salon.base)
    assert "Good night" in door.text
    assert client.post(f"{salon.base}/enter").status_code == 403


def test_of_two_hosts_who_close_at_once_one_does_and_the_other_is_told(
    app: Flask, client, do, salon, cast, rows
):
    works = [
        lambda by=by: do(hosting.close, by=by, room_id=salon.room.id, reason=by.display_name)
        for by in (salon.host, cast.steward)
    ]
    (late,) = at_once(app, works)
    assert isinstance(late, Conflict)
    assert len(rows(HostAct, act="closed")) == 1
    client.sign_in(salon.host).post(f"{salon.base}/host/close", data={"reason": "Me too"})
    assert "Somebody was quicker" in client.page(f"{salon.base}/host").text
    assert len(rows(HostAct, act="closed")) == 1


def test_taking_a_message_away_needs_a_reason_that_its_author_reads(client, salon, cast, row):
    address = f"{salon.base}/messages/{salon.said.public_id}"
    client.sign_in(salon.host)
    assert client.post(f"{address}/take-away", data={"reason": ""}).status_code == 422
    answer = client.post(f"{address}/take-away", data={"reason": "It names a doctor"})
    assert (answer.status_code, answer.location) == (303, address)
    assert row(Message, salon.said.id).deleted_by_id == salon.host.id
    page = client.sign_in(cast.patient).page(address)
    assert "It names a doctor" in page.text
    assert not page.select(".message-tools form")
    assert "It names a doctor" not in client.sign_in(cast.other_patient).page(address).text


def test_a_host_takes_back_what_they_took_away(client, salon, row):
    address = f"{salon.base}/messages/{salon.said.public_id}"
    client.sign_in(salon.host).post(f"{address}/take-away", data={"reason": "By mistake"})
    undo = client.page(address).select_one(".undo-notice form")["action"]
    assert client.post(undo).status_code == 303
    assert row(Message, salon.said.id).deleted_at is None


def test_only_hosts_who_are_inside_take_messages_away(do, salon, cast, make: Maker, row):
    about = {"room_id": salon.room.id, "message_id": salon.said.public_id, "reason": "Because"}
    for person in (cast.patient, cast.other_patient, cast.steward):
        with pytest.raises(Forbidden):
            do(hosting.take_away, by=person, **about)
    with pytest.raises(NotFound):
        do(hosting.take_away, by=cast.stranger, **about)
    own = make.message(room=salon.room, by=salon.host)
    with pytest.raises(Forbidden):
        do(hosting.take_away, by=salon.host, **about | {"message_id": own.public_id})
    assert row(Message, salon.said.id).deleted_at is None


def test_the_host_page_asks_a_fixed_number_of_questions(client, salon, make, do, rows):
    client.sign_in(salon.host).page(f"{salon.base}/host")
    with count_queries() as few:
        client.page(f"{salon.base}/host")
    for n in range(40):
        do(hosting.set_pace, by=salon.host, room_id=salon.room.id, seconds=(10, 30)[n % 2])
    with count_queries() as many:
        page = client.page(f"{salon.base}/host")
    assert len(many) == len(few) <= 7, many
    older = page.select_one(".pager a[rel=next]")["href"]
    assert len(client.page(older).select(".host-list")[-1].select("li")) == 10
    client.page(f"{salon.base}/host?after=nonsense", 404)
