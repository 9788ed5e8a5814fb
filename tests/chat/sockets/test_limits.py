"""W-7: how much and how fast; a flood is answered, not cut."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from app.core.sockets import connected, sockets_of
from app.core.sockets.serving import LARGEST_EVENT
from tests.chat.pages import Page


def send_form(talk: SimpleNamespace, body: str, name: str):
    """As a page without a script does."""
    form = {"body": body, "client_id": name, "content_note": "", "reply_to": ""}
    return talk.one.browser.post(f"/rooms/{talk.room.public_id}", data=form)


def test_ten_messages_at_once_then_one_a_second(
    app: Flask, talk: SimpleNamespace, limits: None
) -> None:
    answers = [talk.one.say(talk.room, f"Message {n}") for n in range(30)]

    assert [answer["ok"] for answer in answers] == [True] * 10 + [False] * 20
    assert {answer["error"] for answer in answers[10:]} == {"slow_down"}
    assert all(1 <= answer["wait"] <= 10 for answer in answers[10:])
    assert talk.one.is_connected()
    assert len(talk.other.got("said")) == 10


def test_all_pages_and_the_form_of_a_member_are_counted_together(
    app: Flask, talk: SimpleNamespace, limits: None
) -> None:
    second = Page(app, talk.cast.patient)
    for number in range(5):
        assert talk.one.say(talk.room, f"Here {number}")["ok"]
        assert second.say(talk.room, f"There {number}")["ok"]

    answer = send_form(talk, "By form", "by-form-1")

    assert answer.status_code == 422
    assert "very fast" in answer.text and "By form" in answer.text
    assert talk.other.say(talk.room, "Others are not held up")["ok"]


def test_a_form_counts_for_the_pages_too(app: Flask, talk: SimpleNamespace, limits: None) -> None:
    for number in range(10):
        assert send_form(talk, "Hello", f"by-form-{number}").status_code == 303

    assert talk.one.say(talk.room, "By socket")["error"] == "slow_down"


@pytest.mark.parametrize(
    ("name", "values", "times"),
    [
        ("join", {"after": 0}, 20),
        ("sync", {"after": 0}, 30),
        ("typing", {"on": True}, 10),
        ("present", {"on": False}, 10),
        ("leave", {}, 20),
    ],
)
def test_every_event_has_its_pace(
    app: Flask, talk: SimpleNamespace, limits: None, name: str, values: dict, times: int
) -> None:
    """Also one that is refused or makes no sense counts."""
    app.extensions["counts"].forget()
    room = talk.room.public_id

    answers = [talk.one.ask(name, room=room, **values) for _n in range(times + 5)]

    slow = [answer.get("error") == "slow_down" for answer in answers]
    assert slow == [False] * times + [True] * 5
    assert talk.one.is_connected()


def test_a_sixth_page_closes_the_oldest(app: Flask, talk: SimpleNamespace) -> None:
    more = [Page(app, talk.cast.patient) for _n in range(connected.MOST_PER_MEMBER - 1)]
    assert talk.one.is_connected()

    last = Page(app, talk.cast.patient)

    assert not talk.one.is_connected()
    assert talk.one.got() == [{}]
    assert all(page.is_connected() for page in [*more, last, talk.other])
    assert len(sockets_of(app).connected.of_member(talk.cast.patient.id)) == 5


def test_an_event_weighs_ten_kilobytes_at_most(app: Flask) -> None:
    """Both transports take it from here; tests/core/sockets has the frames."""
    assert sockets_of(app).io.server.eio.max_http_buffer_size == LARGEST_EVENT == 10_000
