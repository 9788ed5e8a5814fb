"""A form changes what it asks for and nothing else, whatever else is sent along (V-9)."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask

from tests.core.mass_assignment import (
    SAMPLE,
    Listening,
    ListeningRequest,
    World,
    columns,
)

# These rules do not depend on the engine.
one_engine = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

# Routes that take every name that was sent, with what they do with them.
TAKES_ALL: dict[str, str] = {}
# Routes of which the world must see a change, or the comparison compares nothing with nothing.
AT_LEAST = {
    "accounts.save_own_name", "accounts.save_clock", "accounts.withdraw_consent",
    "community.save_group_settings", "community.reply", "community.open_topic",
    "community.save_post", "community.join", "community.leave",
    "health.correct", "health.delete", "community.remember_place",
}  # fmt: skip
JUNK = ("\0", "-1", "9" * 40, '{"id": 1}', "\ud7ff\uffff")


@pytest.fixture
def world(site: Any, app: Flask, make, monkeypatch: pytest.MonkeyPatch) -> World:
    """With forms that listen."""
    monkeypatch.setattr(app, "request_class", ListeningRequest)
    return World(site, app, make)


def unsteady(first: dict[Any, Any], second: dict[Any, Any]) -> set[Any]:
    """Cells that differ although the same was sent: times, and words drawn at random."""
    return {cell for cell in first if second.get(cell) != first[cell]}


def changed_by_more(world: World, verb: str, address: str) -> tuple[bool, dict[Any, Any]]:
    """Whether the form changed anything, and what names it did not ask for changed beside."""
    once = world.after(verb, address, SAMPLE)
    asked = Listening.asked
    again = world.after(verb, address, SAMPLE)
    extra = {name: value for name, value in columns().items() if name not in asked}
    more = world.after(verb, address, {**SAMPLE, **extra})
    drawn = unsteady(once, again)
    beside = {
        cell: more.get(cell)
        for cell in once.keys() | more.keys()
        if cell not in drawn and more.get(cell) != once.get(cell)
    }
    return once != world.before, beside


@one_engine
def test_no_route_changes_what_its_form_does_not_ask_for(world: World):
    changing, found = set(), {}
    for endpoint, verb, address in world.addresses():
        has_changed, beside = changed_by_more(world, verb, address)
        if has_changed:
            changing.add(endpoint)
        if beside:
            found[endpoint] = beside
    assert found == {}
    assert changing >= AT_LEAST


@one_engine
def test_no_route_goes_through_all_names_that_were_sent(world: World):
    takes_all = set()
    for endpoint, verb, address in world.addresses():
        _answer, asked = world.send(verb, address, data=SAMPLE)
        world.restore()
        if "*" in asked:
            takes_all.add(endpoint)
    assert takes_all == set(TAKES_ALL)


@one_engine
def test_the_comparison_sees_a_route_that_takes_a_column_it_does_not_show(world: World):
    from flask import request

    from app.accounts.models import Member
    from app.core.database import db
    from app.core.transactions import unit_of_work

    @unit_of_work()
    def careless() -> str:
        member = db.session.get_one(Member, 1)
        for name in Member.__table__.columns.keys():
            if name in dict(request.form.lists()) and name not in ("id", "display_name"):
                setattr(member, name, request.form.to_dict()[name])
        return "done"

    careless.access_level = world.app.view_functions["accounts.save_own_name"].access_level
    kept = world.app.view_functions["accounts.save_own_name"]
    world.app.view_functions["accounts.save_own_name"] = careless
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(changed_by_more.__globals__, "columns", lambda: {"name_key": "x"})
            _changed, beside = changed_by_more(world, "POST", "/me/name")
    finally:
        world.app.view_functions["accounts.save_own_name"] = kept
    assert {column for _table, _key, column in beside} == {"name_key"}


def test_a_form_that_listens_hears_every_way_to_ask():
    form = Listening({"a": "1"})
    for ask in (
        lambda: form["a"], lambda: form.get("a"), lambda: form.getlist("a"), lambda: "a" in form,
    ):  # fmt: skip
        Listening.asked = set()
        ask()
        assert Listening.asked == {"a"}
    for ask in (form.items, form.lists, form.to_dict):
        Listening.asked = set()
        list(ask())
        assert "*" in Listening.asked


def bodies(asked: set[str]) -> list[dict[str, Any]]:
    """Everything a form may hold that its field was not made for."""
    names = sorted(asked - {"*"}) or ["body"]
    sent: list[dict[str, Any]] = [{"data": dict.fromkeys(names, junk)} for junk in JUNK]
    sent.append({"data": {name: ["one", "two"] for name in names}})
    sent.append(
        {"data": {f"{name}[]": "x" for name in names} | {f"{name}.id": "1" for name in names}}
    )
    sent.append({"data": {name: (io.BytesIO(b"x"), "a.txt") for name in names}})
    sent.append({"json": {name: {"id": 1} for name in names}})
    sent.append({"json": [1, None]})
    sent.append(
        {
            "data": b"\xff\xfe=%zz&%00=1&body=%ff",
            "content_type": "application/x-www-form-urlencoded",
        }
    )
    sent.append({"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary=x"})
    return sent


@one_engine
def test_wrong_kinds_of_values_are_refused_and_break_nothing(world: World):
    broken = []
    for endpoint, verb, address in world.addresses():
        _answer, asked = world.send(verb, address, data=SAMPLE)
        world.restore()
        for number, body in enumerate(bodies(asked)):
            status = world.send(verb, address, **body)[0].status_code
            if status >= 500:
                broken.append((endpoint, number, status))
        world.restore()
    assert broken == []
