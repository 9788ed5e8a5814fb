"""What the tests of live chat share: a room with two people, and clocks that can be moved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from flask import Flask

from app.core.sockets import connected, sockets_of
from tests.chat.pages import Page
from tests.factories import Maker


@pytest.fixture
def nobody_else(app: Flask) -> None:
    """Pages of earlier tests are gone: the site is shared, and its keys begin anew."""
    sockets = sockets_of(app)
    for connection in sockets.connected.all():
        sockets.io.server.disconnect(connection.sid, namespace="/chat")
    assert len(sockets.connected) == 0


@pytest.fixture
def talk(app: Flask, nobody_else: None, make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """Two members with an open page in one room; a third is in the group only."""
    people = (cast.patient, cast.other_patient)
    group = make.group(members=(*people, cast.carer))
    room = make.room(group=group, inside=people)
    make.room(group=group, inside=(*people, cast.carer))
    one, other = Page(app, people[0]), Page(app, people[1])
    assert one.join(room)["ok"] and other.join(room)["ok"]
    return SimpleNamespace(group=group, room=room, one=one, other=other, cast=cast)


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let seconds pass for what is known about connections."""
    clock = SimpleNamespace(now=time.monotonic())
    monkeypatch.setattr(connected, "time", SimpleNamespace(monotonic=lambda: clock.now))

    def pass_by(seconds: float) -> None:
        clock.now += seconds

    return pass_by


@pytest.fixture
def limits(app: Flask) -> Iterator[None]:
    """Limits hold, which tests else go without; nothing counted before counts."""
    counts = app.extensions["counts"]
    counts.forget()
    app.config["RATELIMIT_ENABLED"] = True
    yield
    app.config["RATELIMIT_ENABLED"] = False
    counts.forget()
