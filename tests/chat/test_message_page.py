"""The page of one message: in its place, with everything that can be done with it, and no more."""

from __future__ import annotations

import pytest

from app.chat.models import Message
from app.chat.services import entering
from tests.support.queries import count_queries


def of(salon, message=None, tail: str = "") -> str:
    return f"{salon.base}/messages/{(message or salon.said).public_id}{tail}"


def send(client, address: str, **data):
    answer = client.post(address, data=data)
    assert answer.status_code == 303, answer.text[:3000]
    return answer


def actions(page) -> set[str]:
    return {form["action"].rsplit("/", 1)[1] for form in page.select("main form[action]")}


def test_the_author_edits_and_deletes(client, salon, cast):
    page = client.sign_in(cast.patient).page(of(salon))
    assert "Heron words" in page.select_one("#m-1").text
    assert actions(page) == {"edit", "delete"}
    assert page.select_one("main textarea[name=body]").text.strip() == "Heron words"
    assert page.select_one(f"a[href$='/rooms/{salon.room.public_id}/at/1']")


def test_another_member_reacts_replies_writes_mutes_and_blocks(client, salon, cast):
    page = client.sign_in(cast.other_patient).page(of(salon))
    assert actions(page) == {"react", "avoid"}
    assert next(b.text for b in page.select(".reaction-row button")) == "Thank you"
    assert page.select_one(f"a[href$='reply_to={salon.said.public_id}#say']")
    assert page.select_one(f"a[href='/members/{cast.patient.public_id}/write']")
    assert not page.select("a[href*=host]")


def test_a_host_has_more(client, salon, cast):
    page = client.sign_in(salon.host).page(of(salon))
    assert page.select_one("a[href$='/take-away']")
    assert page.select_one(f"a[href$='/host/people/{cast.patient.public_id}']")


def test_whoever_is_outside_is_led_to_the_door_or_finds_nothing(client, salon, cast):
    answer = client.sign_in(cast.steward).get(of(salon))
    assert (answer.status_code, answer.location) == (302, salon.base)
    for tail in ("/item", "/actions"):
        client.page(of(salon, tail=tail), 404)
    for tail in ("", "/item", "/actions"):
        client.sign_in(cast.stranger).page(of(salon, tail=tail), 404)


def test_a_message_of_another_room_is_not_found_here(client, salon, cast, make):
    elsewhere = make.message(room=salon.noise, by=cast.patient)
    client.sign_in(cast.patient).page(of(salon, elsewhere), 404)
    for tail in ("/edit", "/delete", "/restore", "/react"):
        assert client.post(of(salon, elsewhere, tail), data={"body": "x"}).status_code == 404


def test_who_came_later_finds_nothing_of_before(client, salon, make, cast, do):
    room = make.room(group=salon.group, inside=(cast.patient,), history="since_joining")
    said = make.message(room=room, by=cast.patient, body="Before")
    do(entering.enter, by=cast.steward, room_id=room.id)
    for tail in ("", "/item", "/actions"):
        address = f"/rooms/{room.public_id}/messages/{said.public_id}{tail}"
        client.sign_in(cast.steward).page(address, 404)


def test_editing_by_form_leads_back_to_the_message(client, salon, cast):
    answer = send(client.sign_in(cast.patient), of(salon, tail="/edit"), body="Ibis words")
    assert answer.location == of(salon)
    page = client.page(of(salon))
    assert "Ibis words" in page.text
    assert page.select_one("#m-1 [data-word=edited]").text == "edited"


def test_what_was_typed_is_kept_when_it_is_refused(client, salon, cast, row):
    typed = "y" * 2_001
    answer = client.sign_in(cast.patient).post(of(salon, tail="/edit"), data={"body": typed})
    assert answer.status_code == 422
    assert typed in answer.text
    assert "There is a problem" in answer.text
    assert row(Message, salon.said.id).body == "Heron words"


def test_deleting_offers_the_way_back(client, salon, cast, row):
    send(client.sign_in(cast.patient), of(salon, tail="/delete"))
    page = client.page(of(salon))
    assert page.select_one(".undo-notice form")["action"] == of(salon, tail="/restore")
    assert "Heron words" not in page.text
    send(client, of(salon, tail="/restore"))
    assert row(Message, salon.said.id).deleted_at is None


@pytest.mark.parametrize("kind", ["thanks", "me_too", "thinking", "helpful", "hope"])
def test_the_same_button_gives_a_word_and_takes_it_back(client, salon, cast, row, kind):
    client.sign_in(cast.other_patient)
    for expected in ("true", "false"):
        before = client.page(of(salon)).select_one(f"form:has([value={kind}]) button")
        send(client, of(salon, tail="/react"), kind=kind, on=before["value"])
        after = client.page(of(salon)).select_one(f"form:has([value={kind}]) button")
        assert after["aria-pressed"] == expected
        assert getattr(row(Message, salon.said.id), f"{kind}_count") == (expected == "true")


def test_the_item_is_bare_and_belongs_to_nobodys_cache(client, salon, cast):
    answer = client.sign_in(cast.other_patient).get(of(salon, tail="/item"))
    assert answer.text.strip().startswith("<li")
    assert answer.text.strip().endswith("</li>")
    assert "Heron words" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_actions_are_the_forms_of_the_page(client, salon, cast):
    client.sign_in(cast.other_patient)
    part = client.page(of(salon, tail="/actions"))
    assert not part.select("html, h1")
    assert {form["action"] for form in part.select("form")} == {
        form["action"] for form in client.page(of(salon)).select(".message-tools form")
    }


def test_a_removed_author_still_takes_their_words_back(client, salon, cast, make, do, row):
    make.limit(room=salon.room, member=cast.patient, kind="removed")
    client.sign_in(cast.patient)
    assert actions(client.page(of(salon))) == {"delete"}
    client.page(of(salon, salon.answer, "/actions"), 404)
    send(client, of(salon, tail="/delete"))
    assert row(Message, salon.said.id).deleted_by_id == cast.patient.id


def test_in_a_conversation_of_two_there_is_no_host(client, cast, make):
    room = make.direct_room(between=(cast.patient, cast.other_patient))
    said = make.message(room=room, by=cast.patient)
    address = f"/rooms/{room.public_id}/messages/{said.public_id}"
    page = client.sign_in(cast.other_patient).page(address)
    assert actions(page) == {"react", "avoid"}
    assert not page.select("a[href*='/host'], a[href$='/take-away'], a[href$='/write']")
    assert client.get(f"{address}/take-away").status_code == 403


def test_the_page_asks_a_fixed_number_of_questions(client, salon, cast, make):
    client.sign_in(cast.other_patient).page(of(salon))
    with count_queries() as few:
        client.page(of(salon))
    for _ in range(20):
        make.message(room=salon.room, by=cast.patient)
    with count_queries() as many:
        client.page(of(salon))
    assert len(many) == len(few) <= 5, many
