"""What happens between two looks at the database, and what newcomers are not sent."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from app.chat.sockets import live_of, namespace
from app.core.sockets import sockets_of
from tests.chat.pages import Page
from tests.chat.sockets.acts import deaf, end_place, take_out
from tests.factories import Maker


def between_the_looks(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something after a page was let in and before the second look."""
    real = namespace.fresh_look

    def look() -> None:
        act()
        real()

    monkeypatch.setattr(namespace, "fresh_look", look)


def test_who_is_removed_while_joining_does_not_listen(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    between_the_looks(monkeypatch, lambda: end_place(app, talk.cast.patient, talk.room))

    assert talk.one.join(talk.room) == {"ok": False, "error": "forbidden"}

    assert [one["why"] for one in talk.one.got("cut")] == ["rights"]
    talk.other.say(talk.room, "Among us")
    assert talk.one.got() == []


def test_a_room_that_vanishes_while_joining_is_not_listened_to(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red before: not found came before the cut, and the page went on listening."""
    monkeypatch.setattr(namespace, "fresh_look", lambda: lost.append(True))
    lost: list[bool] = []
    real = namespace.room_of
    monkeypatch.setattr(namespace, "room_of", lambda *a: None if lost else real(*a))

    assert talk.one.join(talk.room) == {"ok": False, "error": "notfound"}

    lost.clear()
    talk.other.say(talk.room, "Among us")
    assert talk.one.got("said") == []


def test_what_is_said_while_joining_is_checked_for_the_newcomer_too(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others were checked for the newest access; who joins was looked up before it."""
    late = Page(app, talk.cast.patient)

    def removed_then_said() -> None:
        with deaf(app, "cut", "recheck"):
            take_out(app, talk.cast.patient, talk.room)
        live_of(app).catch_up()
        talk.other.say(talk.room, "Among us")

    between_the_looks(monkeypatch, removed_then_said)

    assert not late.join(talk.room)["ok"]
    assert late.got("said") == []


def test_what_is_said_while_joining_comes_with_the_answer(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    between_the_looks(monkeypatch, lambda: talk.other.say(talk.room, "Just now"))

    answer = talk.one.join(talk.room)

    assert [data["sequence"] for _name, data in answer["entries"]] == [1]
    assert answer["last"] == answer["up_to"] == 1


def test_a_page_that_went_while_it_was_looked_up_leaves_nothing_behind(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red before: nobody took it out again, for the life of the process."""
    real = namespace.room_of
    sockets, sid = sockets_of(app), sockets_of(app).connected.of_member(talk.cast.patient.id)[0].sid

    def gone_meanwhile(*looked_up: object) -> object:
        row = real(*looked_up)
        sockets.io.server.disconnect(sid, namespace="/chat")
        return row

    monkeypatch.setattr(namespace, "room_of", gone_meanwhile)
    talk.one.socket.emit("join", {"room": talk.room.public_id, "after": 0}, namespace="/chat")

    assert sid not in live_of(app).audiences.get(talk.room.id).listeners


def test_newcomers_are_not_sent_what_was_said_before_they_came(
    app: Flask, nobody_else: None, make: Maker, cast: SimpleNamespace
) -> None:
    """Of a room that keeps it to those who were there: neither late news nor the catch-up."""
    group = make.group(members=(cast.patient, cast.other_patient))
    room = make.room(group=group, inside=(cast.patient,), history="since_joining")
    first, late = Page(app, cast.patient), Page(app, cast.other_patient)
    first.join(room)
    with deaf(app, "said"):
        first.say(room, "Before")
    make.place_in_room(room=room, member=cast.other_patient, from_sequence=1, read_sequence=1)
    assert late.join(room)["entries"] == []

    live_of(app).catch_up()
    first.say(room, "After")

    assert [one["sequence"] for one in first.got("said")] == [1, 2]
    assert [one["sequence"] for one in late.got("said")] == [2]


def test_a_change_of_an_earlier_message_is_not_for_newcomers_either(
    app: Flask, nobody_else: None, make: Maker, cast: SimpleNamespace
) -> None:
    group = make.group(members=(cast.patient, cast.other_patient))
    room = make.room(group=group, inside=(cast.patient,), history="since_joining")
    first, late = Page(app, cast.patient), Page(app, cast.other_patient)
    first.join(room)
    first.say(room, "Before")
    make.place_in_room(room=room, member=cast.other_patient, from_sequence=1, read_sequence=1)
    late.join(room)

    data = {"room": room.public_id, "sequence": 2, "id": "x", "kind": "edited", "of": 1}
    sockets_of(app).bus.publish("changed", room_id=room.id, data=data, version=0, sequence=2)

    assert [one["of"] for one in first.got("changed")] == [1]
    assert late.got() == []


def test_leaving_a_room_keeps_the_place_in_it(app: Flask, talk: SimpleNamespace) -> None:
    assert talk.one.ask("leave", room=talk.room.public_id) == {"ok": True}

    talk.other.say(talk.room, "While away")

    assert talk.one.got() == []
    assert talk.one.join(talk.room)["last"] == 1


def test_the_audience_is_forgotten_with_its_last_page(app: Flask, talk: SimpleNamespace) -> None:
    for page in (talk.one, talk.other):
        page.socket.disconnect("/chat")

    assert live_of(app).audiences.all() == []
    assert len(sockets_of(app).connected) == 0
    live_of(app).deliver("said", room_id=talk.room.id, data={}, version=1, sequence=1)
