"""R-3: without a database events say that it is busy, pages stay, and all goes on afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
from flask import Flask

from app.chat.sockets import live_of
from app.core.database import db
from app.core.sockets import sockets_of
from tests.chat.pages import connect, ticket_of
from tests.support.engines import POSTGRES


@contextmanager
def away(app: Flask) -> Iterator[None]:
    """The file is moved; PostgreSQL lets nobody into the database."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        hidden = file.rename(file.with_suffix(".away"))
        yield
        file.unlink(missing_ok=True)
        hidden.rename(file)
        return
    name = engine.url.database
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        server.execute(ended, [name])
        yield
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


VALUES: dict[str, dict[str, Any]] = {
    "join": {"after": 0},
    "sync": {"after": 0},
    "send": {"body": "Hello", "client_id": "one-name-1"},
    "typing": {"on": True},
    "present": {"on": False},
    "leave": {},
}


def test_events_say_busy_and_work_again(app: Flask, talk: SimpleNamespace, wait) -> None:
    wait(2.1)
    with away(app):
        for name, values in VALUES.items():
            answer = talk.one.ask(name, room=talk.room.public_id, **values)
            assert answer == {"ok": False, "error": "busy", "wait": 3}
        assert talk.one.is_connected()

    for name in ("join", "send", "sync"):
        assert talk.one.ask(name, room=talk.room.public_id, **VALUES[name])["ok"]
    assert [one["sequence"] for one in talk.other.got("said")] == [1]


def test_a_page_that_connects_is_told_to_come_again(app: Flask, talk: SimpleNamespace) -> None:
    ticket = ticket_of(app, talk.one.browser)
    with away(app):
        page = connect(app, talk.one.browser, ticket)
        assert not page.is_connected("/chat")

    assert connect(app, talk.one.browser, ticket).is_connected("/chat")
    assert len(sockets_of(app).connected) == 3


def test_a_page_that_goes_meanwhile_leaves_nothing_behind(
    app: Flask, talk: SimpleNamespace
) -> None:
    """Red before: Socket.IO kept half of it for the life of the process."""
    with away(app):
        talk.one.socket.disconnect("/chat")
        manager = sockets_of(app).io.server.manager
        assert len(manager.rooms["/chat"][None]) == 1
        assert manager.pending_disconnect == {}

    assert len(live_of(app).audiences.get(talk.room.id).listeners) == 1


def test_what_cannot_be_checked_is_not_sent(app: Flask, talk: SimpleNamespace) -> None:
    """News of a newer access came, and nobody can be asked who still has it."""
    data = {"room": talk.room.public_id, "sequence": 1, "item": "words"}
    with away(app):
        bus = sockets_of(app).bus
        bus.publish("said", room_id=talk.room.id, data=data, version=1, sequence=1)

    assert talk.one.got() == talk.other.got() == []
    assert live_of(app).audiences.get(talk.room.id).head == 0


def test_the_sweep_cuts_nobody_because_it_could_not_ask(app: Flask, talk: SimpleNamespace) -> None:
    live = live_of(app)
    with away(app):
        live._do(live.sweep)
        live._do(live.catch_up)

    assert talk.one.is_connected() and talk.other.is_connected()
    assert talk.one.got() == []
