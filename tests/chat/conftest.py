"""A room with a host, a steward and two who talk, and a room beside it that nobody should touch."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, has_app_context

from app.accounts.queries import viewer_of
from app.chat.queries.rooms import RoomRow, room_by_id
from app.chat.services import recapping
from app.core.database import db
from app.core.sockets import sockets_of
from app.core.transactions import unit_of_work
from tests.factories import Maker


@pytest.fixture
def salon(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """The carer hosts an open room of a group that only its members read; the steward of the group
    is not inside. `said` is what the patient said, `answer` what the other one answered."""
    host, patient, other = cast.carer, cast.patient, cast.other_patient
    group = make.group(
        name="Quiet circle",
        audience="group",
        members=(host, patient, other),
        stewards=(cast.steward,),
    )
    room = make.room(group=group, title="Evening room", inside=(patient, other), hosts=(host,))
    said = make.message(room=room, by=patient, body="Heron words")
    answer = make.message(room=room, by=other, body="Plover words")
    noise = make.room(group=group, title="Other room", inside=(patient,), hosts=(other,))
    make.message(room=noise, by=patient, body="Magpie words")
    return SimpleNamespace(
        group=group, room=room, host=host, said=said, answer=answer, noise=noise,
        base=f"/rooms/{room.public_id}",
    )  # fmt: skip


@pytest.fixture
def nobody_connected(app: Flask) -> None:
    """Pages of earlier tests are gone: the site is shared, and its keys begin anew."""
    sockets = sockets_of(app)
    for connection in sockets.connected.all():
        sockets.io.server.disconnect(connection.sid, namespace="/chat")


@pytest.fixture
def do(app: Flask) -> Callable[..., Any]:
    """`do(service, by=member, …)` in a unit of work of its own; with `room` the service gets the
    room as this member finds it."""

    def act(service: Callable[..., Any], *, by: Any, **values: Any) -> Any:
        with unit_of_work():
            if "room" in values:
                values["room"] = room_by_id(by.id, values["room"].id)
            return service(by=viewer_of(by.id), **values)

    def whole(service: Callable[..., Any], **values: Any) -> Any:
        if has_app_context():
            return act(service, **values)
        with app.app_context():
            return act(service, **values)

    return whole


@pytest.fixture
def rows(app: Flask) -> Callable[..., list[Any]]:
    """`rows(Model, column=value)`: all of them, as they stand in the database now."""

    def read(model: Any, **values: Any) -> list[Any]:
        with app.app_context():
            return list(db.session.query(model).filter_by(**values).order_by("id"))

    return read


@pytest.fixture
def row(rows: Callable[..., list[Any]]) -> Callable[..., Any]:
    """`row(Model, key)`: the one with this key."""
    return lambda model, key: rows(model, id=key)[0]


@pytest.fixture
def seen(app: Flask) -> Callable[[Any, Any], RoomRow | None]:
    """`seen(member, room)`: the room as this member finds it."""

    def look(member: Any, room: Any) -> RoomRow | None:
        with app.app_context():
            return room_by_id(member.id, room.id)

    return look


@pytest.fixture
def recap(salon: SimpleNamespace, do: Callable[..., Any], cast: SimpleNamespace) -> SimpleNamespace:
    """A draft in which the host quotes both who talked; beside it one of the other room."""
    words = {"title": "What we said", "body": "It was about rest."}
    row = do(recapping.begin, by=salon.host, room=salon.room, **words)
    about = {"room": salon.room, "recap_id": row.public_id}
    ids = [salon.said.public_id, salon.answer.public_id]
    assert do(recapping.add_quotes, by=salon.host, **about, message_ids=ids) == 2
    do(recapping.begin, by=cast.other_patient, room=salon.noise, **words)
    return SimpleNamespace(row=row, about=about, base=f"{salon.base}/recaps/{row.public_id}")
