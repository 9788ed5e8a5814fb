"""A small demo community to ask questions of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from app.core.transactions import unit_of_work
from app.demo.services import creating
from app.demo.services.library import library
from app.demo.services.sign_ins import SignIn, make_sign_ins
from tests.factories import Maker
from tests.factories.catalogue import concept
from tests.support.engines import made_once

UNTIL = datetime(2026, 11, 22, 12, tzinfo=UTC)


def write_names() -> None:
    """The concepts that the demo speaks of."""
    groups = library().groups
    treatments = {one.name for group in groups for one in group.treatments}
    with unit_of_work():
        for name in sorted(treatments):
            concept(kind="treatment", name=name)
        for group in groups:
            if group.condition:
                concept(kind="condition", name=group.condition)
        concept(kind="symptom", name="Nausea")


def write_demo(*, members: int = 40, posts: int = 300, seed: int = 7) -> list[SignIn]:
    """A demo; gives the sign-ins."""
    sign_ins = make_sign_ins()
    with unit_of_work():
        creating.create(members=members, posts=posts, seed=seed, until=UNTIL, sign_ins=sign_ins)
    return sign_ins


@pytest.fixture
def make_names(app: Flask) -> Callable[[], None]:
    """Makes the concepts that the demo speaks of."""

    def run() -> None:
        with app.app_context():
            write_names()

    return run


@pytest.fixture
def names(make_names: Callable[[], None]) -> None:
    """The concepts that the demo speaks of."""
    make_names()


@pytest.fixture
def create(app: Flask) -> Callable[..., list[SignIn]]:
    """Makes a demo, for which the names must be there; gives the sign-ins."""

    def run(**values: int) -> list[SignIn]:
        with app.app_context():
            return write_demo(**values)

    return run


@pytest.fixture
def demo(site: Any, app: Flask, make: Maker) -> list[SignIn]:
    """A demo beside somebody who is no part of it."""

    def world() -> list[SignIn]:
        write_names()
        make.group(members=(make.member(display_name="Not of the demo"),))
        return write_demo()

    with app.app_context():
        sign_ins: list[SignIn] = made_once(site, "demo", world)
    return sign_ins
