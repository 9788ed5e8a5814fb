"""A world that many tests begin with: made once, and the same one afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.accounts.models import Member
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.engines import made_once
from tests.support.routes import everything_stored


@pytest.fixture
def ann(site: Any, inside: Flask, make: Maker) -> Member:
    """A member who holds a role and leads a group; each test after the first gets the copy."""

    def world() -> Member:
        member = make.member(display_name="Ann", roles=("moderator",))
        make.group(stewards=(member,))
        return member

    made: Member = made_once(site, "ann", world)
    return made


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What the first test of each engine found."""
    return {}


@pytest.mark.parametrize("time", ["first", "second", "third"])
def test_each_time_the_same_rows_are_there(
    site: Any, inside: Flask, ann: Member, seen: dict[str, Any], time: str
):
    """Although every test writes into its world."""
    stored, engine = everything_stored(inside), db.engine.dialect.name
    assert stored["members"]
    assert stored["role_grants"]
    assert stored == seen.setdefault(engine, stored)
    assert db.session.get_one(Member, ann.id).display_name == ann.display_name == "Ann"
    with unit_of_work():
        db.session.get_one(Member, ann.id).display_name = f"Ann of the {time}"
    assert everything_stored(inside) != stored


def test_what_comes_after_it_gets_keys_of_its_own(ann: Member, make: Maker):
    assert make.member(display_name="Bo").id > ann.id


def test_the_next_test_begins_with_nothing(inside: Flask):
    assert [name for name, rows in everything_stored(inside).items() if rows] == []
