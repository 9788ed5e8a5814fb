"""Two people with an open page in one room, a topic of theirs, and somebody who restricts."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from app.core.sockets import sockets_of
from tests.chat.pages import Page
from tests.factories import Maker
from tests.moderation.restrictions.judging import restrict


@pytest.fixture
def talk(app: Flask, make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """`one` and `other` are pages of the patient and of the other patient; both are in the group,
    wrote in `topic` and listen to `room`. A second group is for noise."""
    sockets = sockets_of(app)
    for connection in sockets.connected.all():
        sockets.io.server.disconnect(connection.sid, namespace="/chat")
    people = (cast.patient, cast.other_patient)
    group = make.group(slug="talkers", audience="group", members=people)
    second = make.group(slug="second", audience="members", members=people)
    room = make.room(group=group, inside=people)
    topic = make.topic(group=group, by=cast.other_patient, title="Tea", body="Finch words")
    one, other = Page(app, people[0]), Page(app, people[1])
    assert one.join(room)["ok"] and other.join(room)["ok"]
    return SimpleNamespace(
        group=group, second=second, room=room, topic=topic, one=one, other=other,
        patient=cast.patient, browser=one.browser,
    )  # fmt: skip


@pytest.fixture
def hold(app: Flask, cast: SimpleNamespace) -> Callable[..., None]:
    """`hold("suspended", until=…)`: about the patient, unless `member` says otherwise."""

    def act(kind: str, member: Any = None, **values: Any) -> None:
        restrict(app, cast.moderator, member or cast.patient, kind, **values)

    return act


@pytest.fixture
def rows(app: Flask) -> Callable[..., list[Any]]:
    """`rows(Model, column=value)`: all of them."""

    def read(model: Any, **values: Any) -> list[Any]:
        with app.app_context():
            return list(db.session.query(model).filter_by(**values).order_by("id"))

    return read
