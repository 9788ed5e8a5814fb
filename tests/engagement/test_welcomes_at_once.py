"""Two who act at the same moment for the same newcomer: one after the other, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.database import db
from app.core.errors import Conflict, Invalid
from app.core.transactions import unit_of_work
from app.engagement.models import Welcome
from app.engagement.services import welcoming
from tests.engagement.welcoming_people import asked, came, willing
from tests.factories import Maker


@pytest.fixture
def at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Runs several acts together, each in a unit of work that takes a while; refusals are fine."""
    quick = welcoming.tell

    def slow(*said: Any) -> None:
        quick(*said)
        sleep(0.2)

    monkeypatch.setattr(welcoming, "tell", slow)

    def run(*acts: Callable[[], None]) -> None:
        gate = Barrier(len(acts))

        def one(act: Callable[[], None]) -> None:
            gate.wait()
            with app.test_request_context(), suppress(Conflict, Invalid), unit_of_work():
                act()

        with ThreadPoolExecutor(len(acts)) as threads:
            list(threads.map(one, acts))

    return run


@pytest.fixture
def group(app: Flask, make: Maker, cast: SimpleNamespace) -> Any:
    """Two stewards; the patient and the stranger are new; two like to welcome people."""
    with app.app_context(), unit_of_work():
        group = make.group(stewards=(cast.steward, cast.ex_member))
        for who in (cast.patient, cast.stranger):
            came(who, group, days=1)
        for who in (cast.carer, cast.other_patient):
            willing(who, group)
    return group


def kept(app: Flask) -> list[tuple[int, int, str | None]]:
    with app.app_context():
        rows = select(Welcome.newcomer_id, Welcome.helper_id, Welcome.reply).order_by(Welcome.id)
        return [tuple(row) for row in db.session.execute(rows)]


def test_of_two_stewards_one_asks(
    app: Flask, make: Maker, cast: SimpleNamespace, group: Any, at_once: Callable[..., None]
):
    def ask(steward: Any, helper: Any) -> Callable[[], None]:
        said = {"newcomer_id": cast.patient.public_id, "helper_id": helper.public_id}
        viewer = make.viewer(member=steward)
        return lambda: welcoming.ask(by=viewer, group_id=group.id, **said)

    at_once(ask(cast.steward, cast.carer), ask(cast.ex_member, cast.other_patient))
    assert len(kept(app)) == 1


def test_nobody_gets_three_welcomes_at_once(
    app: Flask, make: Maker, cast: SimpleNamespace, group: Any, at_once: Callable[..., None]
):
    with app.app_context(), unit_of_work():
        asked(cast.carer, cast.steward, group, "yes", days=2)

    def ask(steward: Any, newcomer: Any) -> Callable[[], None]:
        said = {"newcomer_id": newcomer.public_id, "helper_id": cast.carer.public_id}
        viewer = make.viewer(member=steward)
        return lambda: welcoming.ask(by=viewer, group_id=group.id, **said)

    at_once(ask(cast.steward, cast.patient), ask(cast.ex_member, cast.stranger))
    assert len(kept(app)) == 2


def test_of_two_who_say_yes_one_comes(
    app: Flask, make: Maker, cast: SimpleNamespace, group: Any, at_once: Callable[..., None]
):
    with app.app_context(), unit_of_work():
        questions = {
            who.id: asked(who, cast.patient, group, hours=9).public_id
            for who in (cast.carer, cast.other_patient)
        }

    def accept(helper: Any) -> Callable[[], None]:
        viewer, welcome_id = make.viewer(member=helper), questions[helper.id]
        return lambda: welcoming.answer(by=viewer, welcome_id=welcome_id, reply="yes")

    at_once(accept(cast.carer), accept(cast.other_patient))
    assert sorted(str(reply) for _newcomer, _helper, reply in kept(app)) == ["None", "yes"]
