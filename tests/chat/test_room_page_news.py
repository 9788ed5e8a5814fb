"""What pages without a live connection ask for: news, sending, the place up to which was read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.factories import Maker
from tests.support.client import SiteClient

KILOBYTE = 1024


@pytest.fixture
def room(make: Maker, cast: SimpleNamespace) -> Any:
    """A room with three messages, and another one beside it."""
    group = make.group(members=(cast.patient, cast.other_patient, cast.carer))
    row = make.room(group=group, inside=(cast.patient, cast.other_patient))
    noise = make.room(group=group, inside=(cast.patient,))
    for body in ("One", "Two", "Three"):
        make.message(room=row, by=cast.other_patient, body=body)
        make.message(room=noise, by=cast.patient, body="Elsewhere")
    return row


@pytest.fixture
def patient(app: Flask, cast: SimpleNamespace) -> SiteClient:
    """The patient's browser."""
    return app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined, no-any-return]


def news(browser: SiteClient, room: Any, after: object) -> Any:
    return browser.get(f"/rooms/{room.public_id}/news?after={after}")


def test_news_tell_what_came_after_a_number(room: Any, patient: SiteClient) -> None:
    answer = news(patient, room, 1).get_json()

    assert [(name, data["sequence"]) for name, data in answer["entries"]] == [
        ("said", 2),
        ("said", 3),
    ]
    assert (answer["up_to"], answer["last"], answer["more"]) == (3, 3, False)
    assert "Two" in answer["entries"][0][1]["item"]


def test_no_news_weigh_less_than_a_kilobyte_with_their_headers(
    room: Any, patient: SiteClient
) -> None:
    answer = news(patient, room, 3)

    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers)
    assert answer.get_json()["entries"] == []
    assert len(answer.data) + head <= KILOBYTE
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("after", ["", "-1", "x", "1e3"])
def test_news_after_what_is_no_number_are_not_found(
    room: Any, patient: SiteClient, after: str
) -> None:
    assert news(patient, room, after).status_code == 404


def test_who_is_outside_gets_no_news_and_says_nothing(
    room: Any, app: Flask, cast: SimpleNamespace
) -> None:
    at_the_door = app.test_client().sign_in(cast.carer)  # type: ignore[attr-defined]
    stranger = app.test_client().sign_in(cast.stranger)  # type: ignore[attr-defined]
    words = {"body": "Let me in", "client_id": "let-me-in"}

    assert [news(one, room, 0).status_code for one in (at_the_door, stranger)] == [403, 404]
    for one, status in ((at_the_door, 403), (stranger, 404)):
        assert one.post(f"/rooms/{room.public_id}/news", data=words).status_code == status
        assert one.post(f"/rooms/{room.public_id}/read", data={"up_to": "1"}).status_code == status


def test_the_same_message_sent_twice_by_a_page_is_said_once(room: Any, patient: SiteClient) -> None:
    words = {"body": "Here I am", "client_id": "here-i-am"}

    answers = [patient.post(f"/rooms/{room.public_id}/news", data=words).get_json() for _ in "12"]

    assert answers[0] == answers[1]
    assert (answers[0]["ok"], answers[0]["sequence"], answers[0]["held"]) == (True, 4, False)
    assert len(news(patient, room, 3).get_json()["entries"]) == 1


def test_words_that_cannot_be_used_come_back_with_the_reason(
    room: Any, patient: SiteClient
) -> None:
    words = {"body": "x" * 2001, "client_id": "too-long-1"}
    answer = patient.post(f"/rooms/{room.public_id}/news", data=words)
    assert answer.status_code == 422
    assert "at most 2000 characters" in answer.get_json()["fields"]["body"][0]


def test_slow_mode_keeps_what_was_typed_in_a_form(
    make: Maker, cast: SimpleNamespace, patient: SiteClient
) -> None:
    group = make.group(members=(cast.patient,))
    room = make.room(group=group, inside=(cast.patient,), slow_seconds=60)
    for number in (1, 2):
        words = {"body": f"Words {number}", "client_id": f"slow-words-{number}"}
        answer = patient.post(f"/rooms/{room.public_id}", data=words)

    assert answer.status_code == 422
    assert "You can send again in" in answer.text
    assert ">\nWords 2</textarea>" in answer.text.replace("\r\n", "\n")


def test_the_place_read_never_goes_back_nor_beyond_what_was_said(
    room: Any, patient: SiteClient, seen: Any, cast: SimpleNamespace
) -> None:
    for up_to in (2, 1, 99):
        patient.post(f"/rooms/{room.public_id}/read", data={"up_to": str(up_to)})
        if up_to != 99:
            assert seen(cast.patient, room).read_sequence == 2
    assert seen(cast.patient, room).read_sequence == 3


def test_a_form_without_javascript_says_it_and_keeps_the_place(
    room: Any, patient: SiteClient, seen: Any, cast: SimpleNamespace
) -> None:
    page = patient.page(f"/rooms/{room.public_id}")
    form = page.select_one("[data-composer]")
    fields = {tag["name"]: tag.get("value", "") for tag in form.select("input[name]")}

    answer = patient.post(f"/rooms/{room.public_id}", data=fields | {"body": "By hand"})

    assert answer.headers["Location"].endswith(f"/rooms/{room.public_id}#m-4")
    assert patient.page(f"/rooms/{room.public_id}").find(id="m-4") is not None
    assert seen(cast.patient, room).read_sequence == 3


def test_an_answer_without_javascript_says_what_it_answers(room: Any, patient: SiteClient) -> None:
    page = patient.page(f"/rooms/{room.public_id}")
    link = page.select_one("#m-2 [data-word=reply]")["href"]

    form = patient.page(link.partition("#")[0]).select_one("[data-composer]")

    assert "Answer to other patient" in form.get_text()
    assert form.select_one("[name=reply_to]")["value"] in link
