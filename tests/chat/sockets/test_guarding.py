"""W-3: every event asks anew who sends it and whether they still may."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from flask_socketio import Namespace
from marshmallow import Schema

from app.core.sockets import GuardedNamespace, event, sockets_of
from tests.chat.pages import Page
from tests.chat.sockets.acts import (
    end_place,
    end_sessions,
    forget_second_step,
    show_everything,
)
from tests.factories import Maker

EVENTS = ("join", "leave", "send", "typing", "present", "sync")
VALUES = {
    "join": {"after": 0},
    "leave": {},
    "send": {"body": "Hello", "client_id": "one-name-1"},
    "sync": {"after": 0},
    "typing": {"on": True},
    "present": {"on": True},
}


def namespaces(app: Flask) -> dict[str, Namespace]:
    """Every one that the server knows."""
    server = sockets_of(app).io.server
    assert not server.handlers, "an event outside of any namespace would be without a guard"
    return dict(server.namespace_handlers)


def test_every_event_of_every_namespace_is_declared_with_its_rules(app: Flask) -> None:
    found = namespaces(app)

    assert set(found) == {"/chat"}
    for namespace in found.values():
        assert isinstance(namespace, GuardedNamespace)
        assert set(namespace.events()) == set(EVENTS)
        assert type(namespace).trigger_event is GuardedNamespace.trigger_event


def test_an_event_without_rules_is_seen(app: Flask) -> None:
    class Careless(GuardedNamespace):
        @event(Schema)
        def on_good(self) -> None: ...

        def on_bad(self) -> None: ...

    with pytest.raises(AttributeError, match="rules"):
        Careless("/careless", sockets_of(app)).events()


@pytest.mark.parametrize("name", EVENTS)
def test_within_two_seconds_an_ended_session_can_do_nothing(
    app: Flask, wait, talk: SimpleNamespace, name: str
) -> None:
    end_sessions(app, talk.cast.patient)
    wait(2.1)

    talk.one.socket.emit(name, {"room": talk.room.public_id, **VALUES[name]}, namespace="/chat")

    assert talk.one.got() == [{}]
    assert not talk.one.is_connected()
    assert talk.other.got() == []


def test_for_two_seconds_nothing_is_asked_about_the_session(
    app: Flask, wait, talk: SimpleNamespace
) -> None:
    wait(0)
    end_sessions(app, talk.cast.patient)

    assert talk.one.ask("sync", room=talk.room.public_id, after=0)["ok"]


@pytest.mark.parametrize("name", [name for name in EVENTS if name != "leave"])
def test_an_ended_membership_ends_every_event_at_once(
    app: Flask, talk: SimpleNamespace, name: str
) -> None:
    show_everything(app, talk.cast.patient)
    end_place(app, talk.cast.patient, talk.room)

    answer = talk.one.ask(name, room=talk.room.public_id, **VALUES[name])

    assert answer == {"ok": False, "error": "forbidden"}
    assert talk.one.got() == [{"room": talk.room.public_id, "why": "rights"}]
    assert talk.other.got() == []


def test_who_leaves_after_the_membership_ended_learns_nothing(
    app: Flask, talk: SimpleNamespace
) -> None:
    end_place(app, talk.cast.patient, talk.room)

    assert talk.one.ask("leave", room=talk.room.public_id) == {"ok": True}
    assert talk.one.got() == talk.other.got() == []


@pytest.mark.parametrize("name", EVENTS)
def test_a_room_of_others_is_not_found(
    app: Flask, talk: SimpleNamespace, make: Maker, name: str
) -> None:
    theirs = make.room(group=make.group(), inside=(talk.cast.stranger,))

    answer = talk.one.ask(name, room=theirs.public_id, **VALUES[name])

    assert answer == {"ok": False, "error": "notfound"}


def test_names_of_socket_io_sent_as_events_are_unknown(app: Flask, talk: SimpleNamespace) -> None:
    """Red before: "disconnect" took the page from the list of those that are checked, and left it
    among those that are sent to."""
    for name in ("disconnect", "connect", "gone", "*", "__init__"):
        assert talk.one.ask(name, ticket="") == {"ok": False, "error": "unknown"}

    assert talk.one.is_connected()
    assert len(sockets_of(app).connected) == 2


def test_staff_who_wait_for_their_second_step_are_closed(
    app: Flask, talk: SimpleNamespace, wait
) -> None:
    page = Page(app, talk.cast.moderator)
    forget_second_step(app, talk.cast.moderator)
    wait(2.1)

    page.socket.emit("sync", {}, namespace="/chat")

    assert not page.is_connected()
