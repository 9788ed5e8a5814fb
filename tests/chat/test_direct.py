"""One-to-one: asking, saying yes, saying no without a word, leaving, and one room for two."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.chat.models import Message, Room
from app.core.database import db
from tests.chat.pages import Page
from tests.factories import Maker
from tests.support.client import SiteClient

pytestmark = pytest.mark.usefixtures("nobody_connected")


@pytest.fixture
def pair(app: Flask, make: Maker) -> SimpleNamespace:
    """Two grown-up people of one group, each at a browser, and somebody of the same group."""
    people = [make.member(display_name=name, age_confirmed=18) for name in ("Ada", "Bo", "Cy")]
    group = make.group(members=tuple(people))
    ada, bo, cy = (app.test_client().sign_in(one) for one in people)  # type: ignore[attr-defined]
    return SimpleNamespace(
        ada=people[0], bo=people[1], cy=people[2], a=ada, b=bo, c=cy, group=group
    )


def write(browser: SiteClient, to: Any, words: str = "Hello, may I ask you something?") -> Any:
    return browser.post(f"/members/{to.public_id}/write", data={"body": words})


def room_id(answer: Any) -> str:
    """Of the conversation that an answer leads to."""
    assert answer.status_code == 303, answer.text
    return str(answer.location.rpartition("/")[2])


def words_in(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Message.body).order_by(Message.id)))


def rooms(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Room)) or 0


def test_a_request_waits_with_its_first_words_folded(app: Flask, pair: SimpleNamespace) -> None:
    asked = room_id(write(pair.a, pair.bo))

    for address in ("/rooms", "/conversations"):
        request = pair.b.page(address).select_one(".room-line")
        assert request.h3.text == "Ada"
        folded = request.select_one("details:not([open]) .first-words")
        assert folded.text == "Hello, may I ask you something?"
    assert "No answer at the moment" in pair.a.page("/conversations").text
    assert "may I ask" not in pair.b.get(f"/rooms/{asked}").text
    assert "may I ask" not in pair.c.page("/conversations").text


def test_with_a_yes_both_talk(app: Flask, pair: SimpleNamespace) -> None:
    asked = room_id(write(pair.a, pair.bo))

    pair.b.post(f"/conversations/{asked}/accept")

    room = SimpleNamespace(public_id=asked)
    ada, bo = Page(app, pair.ada, browser=pair.a), Page(app, pair.bo, browser=pair.b)
    assert ada.join(room)["ok"]
    assert bo.join(room)["entries"][0][1]["sequence"] == 1
    assert ada.say(room, "Thank you")["ok"]
    assert bo.say(room, "Go on")["ok"]
    assert len(bo.got("said")) == 2
    assert "No answer" not in pair.a.page("/conversations").text


def test_without_a_yes_nothing_more_can_be_said(app: Flask, pair: SimpleNamespace) -> None:
    asked = room_id(write(pair.a, pair.bo))

    answer = Page(app, pair.ada, browser=pair.a).say(SimpleNamespace(public_id=asked), "Well?")

    assert not answer["ok"]
    assert "This conversation takes no messages at the moment." in str(answer)
    assert words_in(app) == ["Hello, may I ask you something?"]


def test_a_no_looks_to_the_asker_like_no_answer(app: Flask, pair: SimpleNamespace) -> None:
    room = SimpleNamespace(public_id=room_id(write(pair.a, pair.bo)))
    page = Page(app, pair.ada, browser=pair.a)
    page.join(room)
    pair.a.page("/rooms")

    def seen() -> list[Any]:
        pages = (f"/rooms/{room.public_id}", "/rooms", "/conversations")
        shown = [pair.a.page(address).select_one("main") for address in pages]
        for main in shown:
            for secret in main.select("input[name=csrf_token], input[name=client_id]"):
                secret.decompose()
            for chat in main.select("[data-token]"):
                del chat["data-token"]
        said = page.say(room, "Well?", client_id="always-the-same")
        led = write(pair.a, pair.bo, "Once more")
        return [*map(str, shown), said, led.status_code, "at the moment" in led.text]

    waiting = seen()
    pair.b.post(f"/conversations/{room.public_id}/decline")

    assert seen() == waiting
    assert page.got("cut") == []
    assert pair.b.page("/conversations").select(".room-line") == []
    assert rooms(app) == 1


def test_who_asked_in_vain_cannot_ask_by_leaving_and_coming_back(
    app: Flask, pair: SimpleNamespace
) -> None:
    for other, answer in ((pair.bo, None), (pair.cy, pair.c)):
        asked = room_id(write(pair.a, other))
        if answer:
            answer.post(f"/conversations/{asked}/decline")
        pair.a.post(f"/rooms/{asked}/leave")
        again = write(pair.a, other)
        assert again.status_code == 422
        assert "does not take messages" in again.text
    assert pair.b.page("/conversations").select(".room-line") == []


def test_who_said_no_may_still_write_first(app: Flask, pair: SimpleNamespace) -> None:
    asked = room_id(write(pair.a, pair.bo))
    pair.b.post(f"/conversations/{asked}/decline")

    assert room_id(write(pair.b, pair.ada, "I have time now")) == asked

    assert words_in(app)[-1] == "I have time now"
    assert "No answer" not in pair.a.page("/conversations").text


def test_asking_back_is_a_yes(app: Flask, pair: SimpleNamespace) -> None:
    asked = room_id(write(pair.a, pair.bo))

    assert room_id(write(pair.b, pair.ada, "And I you")) == asked

    assert pair.b.page("/conversations").select_one("h2").text == "Conversations"
    assert words_in(app) == ["Hello, may I ask you something?", "And I you"]


def test_leaving_keeps_the_words_for_the_other_one(app: Flask, pair: SimpleNamespace) -> None:
    asked = room_id(write(pair.a, pair.bo))
    pair.b.post(f"/conversations/{asked}/accept")
    page = Page(app, pair.ada, browser=pair.a)
    page.join(SimpleNamespace(public_id=asked))

    pair.a.post(f"/rooms/{asked}/leave")

    assert [cut["why"] for cut in page.got("cut")] == ["left"]
    assert pair.a.get(f"/rooms/{asked}").status_code == 404
    assert "Hello, may I ask you something?" in pair.b.page(f"/rooms/{asked}").text
    assert "No answer at the moment" in pair.b.page("/conversations").text
    assert room_id(write(pair.a, pair.bo, "Back again")) == asked
    assert words_in(app)[-1] == "Back again"


def test_blocking_a_request_ends_it_and_all_that_would_follow(
    app: Flask, pair: SimpleNamespace
) -> None:
    asked = room_id(write(pair.a, pair.bo))

    pair.b.post(f"/conversations/{asked}/block")

    assert [person.text for person in pair.b.page("/me/avoided").select("h2")] == ["Ada"]
    assert pair.b.page("/conversations").select(".room-line") == []
    assert "No answer at the moment" in pair.a.page("/conversations").text


def test_a_request_of_somebody_blocked_elsewhere_is_not_shown(
    app: Flask, pair: SimpleNamespace
) -> None:
    write(pair.a, pair.bo)

    pair.b.post(f"/members/{pair.ada.public_id}/avoid", data={"kind": "block"})

    for address in ("/rooms", "/conversations"):
        assert pair.b.page(address).select(".room-line") == []


def test_a_block_in_a_conversation_looks_like_no_answer_and_can_be_undone(
    app: Flask, pair: SimpleNamespace
) -> None:
    room = SimpleNamespace(public_id=room_id(write(pair.a, pair.bo)))
    pair.b.post(f"/conversations/{room.public_id}/accept")
    page = Page(app, pair.ada, browser=pair.a)

    pair.b.post(f"/members/{pair.ada.public_id}/avoid", data={"kind": "block"})

    assert not page.say(room, "Are you there?")["ok"]
    assert "No answer at the moment" in pair.a.page("/conversations").text
    pair.b.post(f"/members/{pair.ada.public_id}/hear")
    assert page.say(room, "Are you there?")["ok"]


@pytest.mark.parametrize("act", ["accept", "decline", "block"])
def test_nobody_answers_for_somebody_else(app: Flask, pair: SimpleNamespace, act: str) -> None:
    asked = room_id(write(pair.a, pair.bo))

    assert pair.c.post(f"/conversations/{asked}/{act}").status_code == 404
    assert pair.b.page("/conversations").select_one(".room-line")


def test_who_asked_does_not_say_yes(app: Flask, pair: SimpleNamespace) -> None:
    asked = room_id(write(pair.a, pair.bo))

    for act in ("accept", "decline"):
        assert pair.a.post(f"/conversations/{asked}/{act}").status_code == 403
