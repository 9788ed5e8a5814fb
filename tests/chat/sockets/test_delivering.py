"""What open pages are told, and by which news."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import SignedInSession
from app.chat.events import MessageChanged, PresenceHidden, RoomChanged
from app.chat.models import Message
from app.chat.sockets import live_of, namespace
from app.core.clock import now
from app.core.database import db
from app.core.events import emit
from app.core.transactions import unit_of_work
from tests.chat.sockets.acts import end_place, show_everything
from tests.factories import Maker


def tell(app: Flask, *news) -> None:
    """In a unit of work, as services do."""
    with app.app_context(), unit_of_work():
        for one in news:
            emit(one)


def test_a_change_comes_without_any_words(app: Flask, talk: SimpleNamespace) -> None:
    answer = talk.one.say(talk.room, "Some words")
    talk.other.got()
    with app.app_context():
        message_id = db.session.scalar(select(Message.id))

    tell(app, MessageChanged(
        room_id=talk.room.id, message_id=message_id, sequence=2, kind="edited", by_id=1,
    ))  # fmt: skip

    (changed,) = talk.other.got("changed")
    assert (changed["of"], changed["id"], changed["kind"]) == (1, answer["id"], "edited")
    assert "words" not in str(changed)


def test_the_state_of_the_room_comes_to_all_who_may_read(app: Flask, talk: SimpleNamespace) -> None:
    end_place(app, talk.cast.patient, talk.room)

    tell(app, RoomChanged(room_id=talk.room.id))

    assert [one["why"] for one in talk.one.got()] == ["rights"]
    assert [one["slow_seconds"] for one in talk.other.got("room")] == [0]


def test_who_shows_it_is_named_until_the_page_closes(app: Flask, talk: SimpleNamespace) -> None:
    show_everything(app, talk.cast.patient)
    mine = {"id": talk.cast.patient.public_id, "name": "patient"}

    answer = talk.one.ask("present", room=talk.room.public_id, on=True)
    talk.one.socket.disconnect("/chat")

    assert answer["people"] == [mine]
    assert [one["people"] for one in talk.other.got("people")] == [[mine], []]


def test_nobody_is_named_who_did_not_choose_it(app: Flask, talk: SimpleNamespace) -> None:
    for name in ("present", "typing"):
        answer = talk.one.ask(name, room=talk.room.public_id, on=True)
        assert answer == {"ok": False, "error": "forbidden"}

    assert talk.other.got() == []


def test_who_hides_is_taken_from_the_names(app: Flask, talk: SimpleNamespace) -> None:
    tell(app, PresenceHidden(room_ids=(talk.room.id,), member_id=1))

    assert [one["people"] for one in talk.other.got("people")] == [[]]


def test_a_muted_person_shows_no_typing(app: Flask, talk: SimpleNamespace, make: Maker) -> None:
    show_everything(app, talk.cast.patient)
    make.limit(room=talk.room, member=talk.cast.patient, kind="muted")

    assert talk.one.ask("typing", room=talk.room.public_id, on=True)["error"] == "forbidden"
    assert talk.other.got() == []


def test_what_the_service_refuses_is_said_by_field(app: Flask, talk: SimpleNamespace) -> None:
    answer = talk.one.say(talk.room, "   ")

    assert (answer["ok"], answer["error"], list(answer["fields"])) == (False, "invalid", ["body"])


def test_a_fault_of_ours_is_an_answer_too(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(namespace, "missed", lambda *_args: {}["fault"])

    answer = talk.one.ask("sync", room=talk.room.public_id, after=0)

    assert answer == {"ok": False, "error": "failed"}
    assert talk.one.is_connected()


def test_talking_keeps_the_session_alive(app: Flask, talk: SimpleNamespace, wait) -> None:
    """And for two seconds what was read about it counts; then it is read anew."""
    with app.app_context(), unit_of_work():
        db.session.execute(update(SignedInSession).values(seen_at=now() - timedelta(hours=1)))
    wait(2.1)

    assert talk.one.say(talk.room, "Here I am")["ok"]

    with app.app_context():
        mine = SignedInSession.member_id == talk.cast.patient.id
        seen = db.session.scalar(select(SignedInSession.seen_at).where(mine))
    assert now() - seen < timedelta(minutes=1)


def test_too_many_ahead_are_left_to_the_clock(app: Flask, talk: SimpleNamespace) -> None:
    audience = live_of(app).audiences.get(talk.room.id)
    for number in range(2, 300):
        audience.note_delivered(number)
    assert len(audience.ahead) == 200
    audience.note_caught_up(300)
    assert (audience.head, audience.ahead) == (300, set())
    audience.confirm("nobody", 5)
