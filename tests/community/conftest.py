"""Groups of the three audiences, with people inside and outside."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from tests.factories import Maker


@pytest.fixture
def circle(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """A group that only its members read, with a topic of the patient and a reply of another;
    beside it a group of strangers with the same, so that a missing filter is seen."""
    group = make.group(
        audience="group",
        name="Quiet circle",
        slug="quiet-circle",
        purpose="For people who rest a lot",
        members=(cast.patient, cast.other_patient),
        stewards=(cast.steward,),
    )
    topic = make.topic(group=group, by=cast.patient, title="Soup day", body="Heron words")
    reply = make.post(topic=topic, by=cast.other_patient, body="Plover words")
    noise = make.group(audience="members", name="Loud circle", members=(cast.carer,))
    make.topic(group=noise, by=cast.carer, title="Drum day", body="Magpie words")
    return SimpleNamespace(group=group, topic=topic, reply=reply, noise=noise)


@pytest.fixture
def square(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """A group that everybody reads, with a topic of the patient and a reply of another."""
    group = make.group(
        audience="public",
        name="Open square",
        slug="open-square",
        members=(cast.patient, cast.other_patient),
        stewards=(cast.steward,),
    )
    topic = make.topic(group=group, by=cast.patient, title="Market day", body="Finch words")
    reply = make.post(topic=topic, by=cast.other_patient, body="Robin words")
    return SimpleNamespace(group=group, topic=topic, reply=reply)


@pytest.fixture
def row(app: Flask) -> Callable[[type, int], Any]:
    """`row(Model, id)`: what stands in the database now."""

    def read(model: type, key: int) -> Any:
        with app.app_context():
            return db.session.get(model, key)

    return read


@pytest.fixture
def rows(app: Flask) -> Callable[..., list[Any]]:
    """`rows(Model, column=value)`: all of them."""

    def read(model: type, **values: Any) -> list[Any]:
        with app.app_context():
            return list(db.session.query(model).filter_by(**values).order_by("id"))

    return read
