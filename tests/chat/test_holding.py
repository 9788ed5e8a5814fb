"""Messages of new people: they wait, a host lets them through or says why not."""

from __future__ import annotations

import pytest
from flask import Flask

from app.chat.events import HeldMessageRefused
from app.chat.models import HeldMessage, HostAct, Message, Room
from app.chat.services import holding, hosting, saying
from app.core import events
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.chat.pages import Page
from tests.support.at_once import at_once
from tests.support.queries import count_queries


@pytest.fixture
def waiting(salon, cast, make):
    """What the patient wrote and nobody else reads yet; beside it one of another room."""
    make.held(room=salon.noise, by=cast.patient, body="Magpie waits")
    return make.held(
        room=salon.room, by=cast.patient, body="Ibis *waits*", content_note="Needles",
        client_id="page-ibis-1", reply_to_id=salon.answer.id,
    )  # fmt: skip


def through(do, salon, by, held):
    return do(holding.let_through, by=by, room_id=salon.room.id, held_id=held.public_id)


def refuse(do, salon, by, held, reason="It is an advert"):
    about = {"room_id": salon.room.id, "held_id": held.public_id}
    return do(holding.refuse, by=by, **about, reason=reason)


def test_new_people_are_told_and_their_words_wait(app: Flask, do, salon, cast, rows):
    do(hosting.set_hold, by=salon.host, room_id=salon.room.id, on=True)
    page, other = Page(app, cast.patient), Page(app, cast.other_patient)
    page.join(salon.room), other.join(salon.room)
    answer = page.say(salon.room, "Ibis words", client_id="page-ibis-1")
    assert (answer["ok"], answer["held"], answer["sequence"]) == (True, True, 0)
    assert page.say(salon.room, "Ibis words", client_id="page-ibis-1")["id"] == answer["id"]
    assert len(rows(HeldMessage)) == 1
    assert other.got("said") == []


def test_the_same_words_twice_at_once_wait_once(app: Flask, do, salon, cast, rows):
    do(hosting.set_hold, by=salon.host, room_id=salon.room.id, on=True)
    works = [
        lambda: do(
            saying.say, by=cast.patient, room=salon.room, client_id="page-ibis-1", body="Ibis"
        )
        for _ in range(4)
    ]
    assert at_once(app, works) == []
    assert len(rows(HeldMessage)) == 1


def test_what_is_let_through_is_said_by_its_author_with_a_fresh_number(
    app: Flask, client, salon, cast, waiting, rows, make
):
    make.message(room=salon.room, by=cast.other_patient)
    page = Page(app, cast.other_patient)
    page.join(salon.room)
    client.sign_in(salon.host)
    queue = client.page(f"{salon.base}/host/held")
    assert client.post(queue.select_one("form[action$=let-through]")["action"]).status_code == 303
    said = rows(Message, client_id="page-ibis-1")[0]
    assert (said.sequence, said.author_id, said.reply_to_id) == (
        4,
        cast.patient.id,
        salon.answer.id,
    )
    assert (said.html, said.content_note) == ("<p>Ibis <em>waits</em></p>", "Needles")
    assert [one["sequence"] for one in page.got("said")] == [4]
    assert [one.body for one in rows(HeldMessage)] == ["Magpie waits"]
    (act,) = rows(HostAct)
    assert (act.act, act.member_id, act.value) == ("let_through", cast.patient.id, said.public_id)


def test_sending_it_again_after_that_is_the_same_message(do, salon, cast, waiting, rows):
    receipt = through(do, salon, salon.host, waiting)
    about = {"room": salon.room, "client_id": "page-ibis-1", "body": "Ibis"}
    again = do(saying.say, by=cast.patient, **about)
    assert (again.public_id, again.is_new) == (receipt.public_id, False)


def test_what_is_refused_stays_out_and_its_author_reads_why(client, salon, cast, waiting, row):
    client.sign_in(salon.host)
    address = client.page(f"{salon.base}/host/held").select_one("a[href$=refuse]")["href"]
    client.page(address)
    answer = client.post(address, data={"reason": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.text
    assert client.post(address, data={"reason": "It is an advert"}).status_code == 303
    kept = row(HeldMessage, waiting.id)
    assert (bool(kept.refused_at), kept.refused_by_id) == (True, salon.host.id)
    assert "Ibis" not in client.page(f"{salon.base}/host/held").text
    own = client.sign_in(cast.patient).page(f"{salon.base}/waiting")
    assert "It is an advert" in own.text
    assert "Ibis *waits*" in own.text
    assert "Magpie" not in own.text
    assert "Ibis" not in client.sign_in(cast.other_patient).page(f"{salon.base}/waiting").text
    client.sign_in(cast.stranger).page(f"{salon.base}/waiting", 404)


def test_news_of_a_refusal_goes_out(inside, do, salon, cast, waiting, monkeypatch):
    news: list = []
    monkeypatch.setitem(events._listeners, HeldMessageRefused, [news.append])
    refuse(do, salon, salon.host, waiting)
    assert [(one.author_id, one.held_id) for one in news] == [(cast.patient.id, waiting.id)]


@pytest.mark.parametrize("acts", [(through, through), (refuse, refuse), (through, refuse)])
def test_of_two_hosts_at_once_one_decides(app: Flask, do, salon, cast, make, waiting, rows, acts):
    make.place_in_room(room=salon.room, member=cast.steward)
    works = [
        lambda act=act, by=by: act(do, salon, by, waiting)
        for act, by in zip(acts, (salon.host, cast.steward), strict=True)
    ]
    (late,) = at_once(app, works)
    assert isinstance(late, Conflict)
    assert len(rows(HostAct)) == 1
    said = len(rows(Message, client_id="page-ibis-1"))
    refused = sum(one.refused_at is not None for one in rows(HeldMessage))
    assert said + refused == 1


def test_the_second_host_is_told(client, do, salon, waiting):
    through(do, salon, salon.host, waiting)
    base = f"{salon.base}/host/held"
    for tail in ("let-through", "refuse"):
        address = f"{base}/{waiting.public_id}/{tail}"
        client.sign_in(salon.host).post(address, data={"reason": "No"})
        assert "Somebody was quicker" in client.page(base).text


def test_only_hosts_who_are_inside_read_the_queue(client, do, salon, cast, waiting, rows):
    for person, status in ((cast.patient, 403), (cast.steward, 403), (cast.stranger, 404)):
        client.sign_in(person).page(f"{salon.base}/host/held", status)
        address = f"{salon.base}/host/held/{waiting.public_id}"
        client.page(f"{address}/refuse", status)
        for tail in ("let-through", "refuse"):
            assert client.post(f"{address}/{tail}", data={"reason": "x"}).status_code == status
    with pytest.raises(Forbidden):
        through(do, salon, cast.steward, waiting)
    with pytest.raises(NotFound):
        through(do, salon, cast.stranger, waiting)
    assert not rows(HostAct)


def test_a_message_of_another_room_is_not_decided_here(do, salon, waiting, rows):
    elsewhere = rows(HeldMessage, body="Magpie waits")[0]
    for act in (through, refuse):
        with pytest.raises(Conflict):
            act(do, salon, salon.host, elsewhere)
    assert len(rows(HeldMessage)) == 2


def test_who_cannot_write_any_more_says_nothing_through_a_host(
    client, do, salon, cast, make, waiting, row
):
    make.limit(room=salon.room, member=cast.patient)
    with pytest.raises(Invalid):
        through(do, salon, salon.host, waiting)
    client.sign_in(salon.host).post(f"{salon.base}/host/held/{waiting.public_id}/let-through")
    assert "cannot write in the room" in client.page(f"{salon.base}/host/held").text
    assert row(Room, salon.room.id).last_sequence == 2


def test_nothing_is_let_through_into_a_closed_room(do, salon, waiting, rows):
    do(hosting.close, by=salon.host, room_id=salon.room.id, reason="Night")
    with pytest.raises(Invalid):
        through(do, salon, salon.host, waiting)
    assert len(rows(HeldMessage)) == 2


def test_the_author_takes_back_what_waits(app: Flask, client, do, salon, cast, waiting, rows):
    address = f"{salon.base}/waiting/{waiting.public_id}/forget"
    client.sign_in(cast.other_patient).post(address)
    assert len(rows(HeldMessage)) == 2
    own = client.sign_in(cast.patient).page(f"{salon.base}/waiting")
    assert client.post(own.select_one("form[action$=forget]")["action"]).status_code == 303
    assert [one.body for one in rows(HeldMessage)] == ["Magpie waits"]
    with pytest.raises(Conflict):
        through(do, salon, salon.host, waiting)


def test_the_queue_asks_a_fixed_number_of_questions(client, salon, cast, make, waiting):
    client.sign_in(salon.host).page(f"{salon.base}/host/held")
    with count_queries() as few:
        client.page(f"{salon.base}/host/held")
    for n in range(24):
        make.held(room=salon.room, by=cast.other_patient, body=f"Words {n}")
    with count_queries() as many:
        page = client.page(f"{salon.base}/host/held")
    assert len(many) == len(few) <= 3, many
    assert len(page.select(".host-list > li")) == 20
    older = client.page(page.select_one(".pager a[rel=next]")["href"])
    assert len(older.select(".host-list > li")) == 5
