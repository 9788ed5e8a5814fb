"""Ways around the rules that were tried against live chat, and are shut."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.chat.models import HeldMessage, HostAct, Message, MessageChange
from app.chat.services import changing, entering, hosting, limiting, preferring
from app.core.errors import Forbidden, NotFound
from app.core.mail import Letter
from tests.accounts.conftest import limited  # noqa: F401 - a fixture
from tests.chat.pages import Page
from tests.factories import Maker
from tests.support.client import SiteClient

pytestmark = pytest.mark.usefixtures("nobody_connected")


@pytest.fixture
def two(app: Flask, make: Maker) -> SimpleNamespace:
    """Bo once asked Ada, and they talked alone; each at a browser."""
    ada, bo = make.member(age_confirmed=18), make.member(age_confirmed=18)
    make.group(members=(ada, bo))
    room = make.direct_room(between=(bo, ada))
    a, b = (app.test_client().sign_in(one) for one in (ada, bo))  # type: ignore[attr-defined]
    return SimpleNamespace(ada=ada, bo=bo, a=a, b=b, room=room, base=f"/rooms/{room.public_id}")


def limit(do: Any, salon: SimpleNamespace, person: Any, kind: str) -> None:
    """The host decides about somebody."""
    about = {"room_id": salon.room.id, "person_id": person.public_id}
    do(limiting.limit, by=salon.host, **about, kind=kind, length="day", reason="Enough")


def flood(client: SiteClient, salon: SimpleNamespace, count: int) -> list[int]:
    """So many messages by plain requests; what each was answered."""
    address, names = f"{salon.base}/news", [f"flood-{number:06}" for number in range(count)]
    return [client.post(address, data={"client_id": n, "body": "x"}).status_code for n in names]


def test_who_was_removed_reads_nothing_of_others_above_their_own_answer(
    client, salon, cast, make, do
):
    answered = {"reply_to_id": salon.answer.id, "body": "I answer"}
    mine = make.message(room=salon.room, by=cast.patient, **answered)
    address = f"{salon.base}/messages/{mine.public_id}"
    assert "Plover words" in client.sign_in(cast.patient).page(address).text
    limit(do, salon, cast.patient, "removed")
    about = {"room": salon.room, "message_id": salon.answer.public_id}
    do(changing.edit, by=cast.other_patient, **about, body="Curlew, said since")
    text = client.page(address).text
    assert "I answer" in text
    assert "Curlew" not in text


def test_who_is_read_first_cannot_put_other_words_into_what_was_let_through(salon, cast, do, row):
    do(hosting.set_hold, by=salon.host, room_id=salon.room.id, on=True)
    about = {"room": salon.room, "message_id": salon.said.public_id}
    with pytest.raises(Forbidden):
        do(changing.edit, by=cast.patient, **about, body="Stop your tablets")
    assert row(Message, salon.said.id).body == "Heron words"


def test_who_was_muted_says_nothing_by_bringing_deleted_words_back(salon, cast, do, row):
    about = {"room": salon.room, "message_id": salon.said.public_id}
    do(changing.take_back, by=cast.patient, **about)
    limit(do, salon, cast.patient, "muted")
    with pytest.raises(NotFound):
        do(changing.bring_back, by=cast.patient, **about)
    assert row(Message, salon.said.id).deleted_at


def test_who_was_muted_is_not_offered_to_bring_back_what_they_delete(client, salon, cast, do):
    limit(do, salon, cast.patient, "muted")
    address = f"{salon.base}/messages/{salon.said.public_id}"
    assert client.sign_in(cast.patient).post(f"{address}/delete").status_code == 303
    assert "/restore" not in client.get(address).text


def test_who_was_blocked_brings_no_deleted_words_back_into_the_conversation(two, make, do, row):
    said = make.message(room=two.room, by=two.ada, body="You will be sorry")
    about = {"room": two.room, "message_id": said.public_id}
    do(changing.take_back, by=two.ada, **about)
    assert two.b.post(f"/members/{two.ada.public_id}/avoid", data={"kind": "block"}).location
    with pytest.raises(NotFound):
        do(changing.bring_back, by=two.ada, **about)
    assert row(Message, said.id).deleted_at


def test_who_was_blocked_does_not_see_that_the_other_one_is_there(app: Flask, two, do):
    choices = {"announce": "all", "shows_typing": True, "enter_sends": False, "requests": "groups"}
    do(preferring.save, by=two.bo, shows_presence=True, **choices)
    ada, bo = Page(app, two.ada), Page(app, two.bo)
    ada.join(two.room), bo.join(two.room)
    assert len(bo.ask("present", room=two.room.public_id, on=True)["people"]) == 1
    assert two.b.post(f"/members/{two.ada.public_id}/avoid", data={"kind": "block"}).location
    assert ada.ask("present", room=two.room.public_id, on=False)["people"] == []


def test_having_been_asked_once_lets_one_ask_again_once_and_not_for_ever(two, rows):
    two.b.post(f"{two.base}/leave")
    answers = []
    for number in range(3):
        two.a.post(f"{two.base}/leave")
        words = {"body": f"Please, {number}"}
        answers.append(two.a.post(f"/members/{two.bo.public_id}/write", data=words).status_code)
        two.b.post(f"/conversations/{two.room.public_id}/decline")
    assert answers == [303, 422, 422]
    assert [one.body for one in rows(Message)] == ["Please, 0"]


def test_plain_requests_talk_no_faster_than_open_pages(limited, salon, cast, rows):  # noqa: F811
    client = limited.test_client().sign_in(cast.patient)
    answers = flood(client, salon, 13)
    assert answers == [200] * 10 + [429] * 3
    late = {"client_id": "flood-late", "body": "x"}
    answer = client.post(f"{salon.base}/news", data=late)
    assert answer.get_json()["error"] == "slow_down"
    assert 1 <= int(answer.headers["Retry-After"]) <= 10
    page = Page(limited, cast.patient, browser=client)
    assert page.say(salon.room, "x")["error"] == "slow_down"
    assert len(rows(Message, room_id=salon.room.id)) == 12


def test_first_words_again_and_again_are_no_way_around_the_pace(limited, two, rows):  # noqa: F811
    client = limited.test_client().sign_in(two.ada)
    address = f"/members/{two.bo.public_id}/write"
    answers = [client.post(address, data={"body": f"{n}"}).status_code for n in range(12)]
    assert answers == [303] * 10 + [422] * 2
    assert len(rows(Message)) == 10


def test_giving_and_taking_a_word_writes_no_endless_row(limited, salon, cast, rows):  # noqa: F811
    client = limited.test_client().sign_in(cast.patient)
    address = f"{salon.base}/messages/{salon.answer.public_id}"
    answers = [
        client.post(f"{address}/react", data={"kind": "hope", "on": str(number % 2)}).status_code
        for number in range(1, 65)
    ]
    assert answers == [303] * 60 + [429] * 4
    assert len(rows(MessageChange)) == 60
    mine = f"{salon.base}/messages/{salon.said.public_id}"
    assert client.post(f"{mine}/edit", data={"body": "Ibis words"}).status_code == 429
    # Nobody is ever kept from taking words back.
    assert client.post(f"{mine}/delete").status_code == 303
    assert client.post(f"{mine}/restore").status_code == 429


def test_one_person_cannot_fill_the_queue_of_hosts(client, salon, cast, do, rows, make):
    do(hosting.set_hold, by=salon.host, room_id=salon.room.id, on=True)
    for _ in range(3):
        make.held(room=salon.noise, by=cast.patient)
    assert flood(client.sign_in(cast.patient), salon, 22) == [200] * 20 + [422] * 2
    assert flood(client, salon, 1) == [200]  # the first one again, under its name
    assert len(rows(HeldMessage, room_id=salon.room.id)) == 20
    assert flood(client.sign_in(cast.other_patient), salon, 1) == [200]


@pytest.mark.parametrize("address", ["/news?after=%d", "?after=%d", "/days/2026-11-22?after=%d"])
def test_no_number_in_an_address_breaks_a_page(client, salon, cast, address):
    client.sign_in(cast.patient)
    for number in (2**31, 2**53, 2**63, 10**40):
        assert client.get(salon.base + address % number).status_code in (200, 404)


def test_no_place_that_a_page_claims_to_have_read_breaks_it(client, salon, cast):
    client.sign_in(cast.patient)
    for number in (2**31, 2**53, 2**63, 10**40):
        answer = client.post(f"{salon.base}/read", data={"up_to": str(number)})
        assert answer.status_code in (303, 404)


def test_no_number_that_a_page_claims_to_know_breaks_an_event(app: Flask, salon, cast):
    page = Page(app, cast.patient)
    for number in (2**31, 2**53):
        for answer in (
            page.join(salon.room, number),
            page.ask("sync", room=salon.room.public_id, after=number),
        ):
            assert answer.get("entries") == [] or answer.get("error") == "invalid"


def test_no_host_makes_the_site_write_letter_after_letter(limited, make, cast, rows):  # noqa: F811
    host, guest = cast.patient, cast.other_patient
    about = {"group": make.group(members=(host, guest)), "kind": "gathering"}
    room = make.room(**about, hosts=(host,), inside=(guest,))
    make.reminder(room=room, member=guest)
    client = limited.test_client().sign_in(host)
    answers = [
        client.post(f"/rooms/{room.public_id}/gathering/{what}").status_code
        for _ in range(7)
        for what in ("call-off", "call-on")
    ]
    assert answers == [303] * 10 + [429] * 4
    assert len(rows(Letter)) == 10


def test_a_steward_who_comes_unasked_and_goes_again_leaves_a_trace_for_hosts(
    client, cast, make, do, rows, salon
):
    host, asked = salon.host, cast.patient
    private = make.room(group=salon.group, kind="invited", hosts=(host,))
    make.place_in_room(room=private, member=asked, state="invited", invited_by=host)
    do(entering.enter, by=asked, room_id=private.id)
    do(entering.enter, by=cast.steward, room_id=private.id)
    do(entering.leave, by=cast.steward, room_id=private.id)
    acts = [(one.act, one.by_id) for one in rows(HostAct, room_id=private.id)]
    assert acts == [("came_in", cast.steward.id)]
    page = client.sign_in(host).page(f"/rooms/{private.public_id}/host").text
    assert f"{cast.steward.display_name} came in as a steward" in page
