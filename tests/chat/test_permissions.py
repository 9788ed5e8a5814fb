"""Every rule of a room as a table: who stands where, and yes or no."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.chat import permissions

AT = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
ME, OTHER = 1, 2
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

# Somebody who is inside an open room of their group.
INSIDE = {
    "kind": "open", "group_id": 5, "retention": "forever", "starts_at": None, "ends_at": None,
    "closed_at": None, "holds_new": False, "my_group_role": "member",
    "in_group_since": AT - 30 * DAY, "my_role": "member", "my_state": "in", "my_limit": None,
    "other_hears": False,
}  # fmt: skip
HOST = {"my_role": "host"}
STEWARD = {"my_group_role": "steward"}
OUTSIDE = {"my_role": None, "my_state": None}
NO_GROUP = {"my_group_role": None, "in_group_since": None}
STRANGER = OUTSIDE | NO_GROUP
INVITED = {"my_state": "invited"}
MUTED, REMOVED = {"my_limit": "muted"}, {"my_limit": "removed"}
CLOSED, INVITE = {"closed_at": AT - DAY}, {"kind": "invited"}
DIRECT = NO_GROUP | {"kind": "direct", "group_id": None, "other_hears": True}
UNHEARD = DIRECT | {"other_hears": False}


def gathering(begins: timedelta, ends: timedelta) -> dict[str, Any]:
    """One that begins and ends so long after the moment of the tests."""
    return {"kind": "gathering", "starts_at": AT + begins, "ends_at": AT + ends}


SOON, NOT_SOON = gathering(15 * MINUTE, DAY), gathering(16 * MINUTE, DAY)
OVER, LONG_OVER = gathering(-DAY, -60 * MINUTE), gathering(-DAY, -61 * MINUTE)

STANDINGS: dict[str, list[tuple[dict[str, Any], bool]]] = {
    "is_host": [
        ({}, False), (HOST, True), (STEWARD, True), (OUTSIDE | STEWARD, True), (STRANGER, False),
        (DIRECT | HOST, False), (DIRECT | STEWARD, False), ({"my_role": "owner"}, False),
    ],
    "can_read": [
        ({}, True), (INVITE, True), (OUTSIDE, False), (INVITED, False), (STRANGER, False),
        ({"my_state": "declined"}, False), (NO_GROUP, False), (MUTED, True), (REMOVED, False),
        (CLOSED, True), (DIRECT, True), (UNHEARD, True), (DIRECT | INVITED, False),
        (OUTSIDE | STEWARD, False), (HOST | NO_GROUP, False),
    ],
    "can_enter": [
        (OUTSIDE, True), (STRANGER, False), (OUTSIDE | CLOSED, False), (OUTSIDE | REMOVED, False),
        (OUTSIDE | MUTED, True), (OUTSIDE | SOON, True), (STRANGER | SOON, False),
        (OUTSIDE | INVITE, False), (INVITED | INVITE, True), (OUTSIDE | INVITE | STEWARD, True),
        (INVITED | INVITE | CLOSED, False), (INVITED | INVITE | REMOVED, False),
        ({"my_state": "declined"} | INVITE, False), (DIRECT | INVITED, True),
        (DIRECT | OUTSIDE, False), (OUTSIDE | STEWARD | REMOVED, False),
    ],
    "can_invite": [
        (HOST | INVITE, True), (STEWARD | INVITE, True), (INVITE, False), (HOST, False),
        (HOST | INVITE | CLOSED, False), (DIRECT | HOST, False),
    ],
    "can_change_room": [({}, False), (HOST, True), (STEWARD, True), (DIRECT | HOST, False)],
    "can_recap": [
        (HOST, True), (STEWARD, True), ({}, False), (HOST | OUTSIDE | STEWARD, False),
        (HOST | {"retention": "90d"}, True), (HOST | {"retention": "24h"}, False),
        (DIRECT | HOST, False), (HOST | REMOVED, False), (HOST | CLOSED, True),
    ],
    "can_see_people": [
        ({}, False), (HOST, True), (STEWARD | OUTSIDE, True), (DIRECT | HOST, False),
        (STEWARD | OUTSIDE | {"kind": "invited"}, False), (STEWARD | {"kind": "invited"}, True),
        (HOST | {"kind": "invited"}, True), (HOST | REMOVED | {"kind": "invited"}, False),
    ],
}  # fmt: skip

MOMENTS: dict[str, list[tuple[dict[str, Any], bool]]] = {
    "is_open_now": [
        ({}, True), (CLOSED, False), (DIRECT, True), (UNHEARD, False), (SOON, True),
        (NOT_SOON, False), (NOT_SOON | HOST, True), (OVER, True), (LONG_OVER, False),
        (LONG_OVER | HOST, False), (SOON | CLOSED, False), (NOT_SOON | STEWARD, True),
    ],
    "can_write": [
        ({}, True), (OUTSIDE, False), (MUTED, False), (REMOVED, False), (CLOSED, False),
        (HOST | CLOSED, False), (HOST | MUTED, False), (NOT_SOON, False), (DIRECT, True),
        (UNHEARD, False), (NO_GROUP, False), (OUTSIDE | STEWARD, False),
    ],
    "is_held": [
        ({}, False), ({"holds_new": True}, False),
        ({"holds_new": True, "in_group_since": AT - 7 * DAY}, False),
        ({"holds_new": True, "in_group_since": AT - 7 * DAY + MINUTE}, True),
        ({"in_group_since": AT}, False), ({"holds_new": True, "in_group_since": AT} | HOST, False),
        ({"holds_new": True, "in_group_since": AT} | STEWARD, False),
        ({"holds_new": True} | DIRECT, False),
    ],
}  # fmt: skip


def said(author: int = ME, deleted_by: int | None = None, ago: timedelta = DAY) -> SimpleNamespace:
    """A message, maybe deleted so long ago."""
    return SimpleNamespace(
        author_id=author, deleted_by_id=deleted_by, deleted_at=AT - ago if deleted_by else None
    )


MINE, THEIRS, GONE = said(), said(OTHER), said(ME, ME)
MESSAGES: dict[str, list[tuple[dict[str, Any], SimpleNamespace, bool]]] = {
    "can_edit": [
        ({}, MINE, True), ({}, THEIRS, False), (HOST, THEIRS, False), ({}, GONE, False),
        (MUTED, MINE, False), (CLOSED, MINE, False), (OUTSIDE, MINE, False), (LONG_OVER, MINE, False),
    ],
    "can_take_back": [
        ({}, MINE, True), (OUTSIDE, MINE, True), (REMOVED, MINE, True), (CLOSED, MINE, True),
        ({}, THEIRS, False), (HOST, THEIRS, False), ({}, GONE, False), ({}, said(ME, OTHER), False),
    ],
    "can_take_away": [
        (HOST, THEIRS, True), (STEWARD, THEIRS, True), (STEWARD | OUTSIDE, THEIRS, False),
        ({}, THEIRS, False), (HOST, MINE, False), (HOST, said(OTHER, OTHER), False),
        (HOST | REMOVED, THEIRS, False), (DIRECT | HOST, THEIRS, False),
    ],
    "can_restore": [
        ({}, GONE, True), ({}, MINE, False), ({}, said(ME, OTHER), False),
        (HOST, said(OTHER, ME), True), (HOST, said(OTHER, OTHER), False), (OUTSIDE, GONE, False),
        (REMOVED, GONE, False), ({}, said(ME, ME, 30 * DAY), True),
        ({}, said(ME, ME, 30 * DAY + MINUTE), False),
    ],
    "can_react": [
        ({}, THEIRS, True), ({}, MINE, False), ({}, said(OTHER, OTHER), False),
        (MUTED, THEIRS, False), (CLOSED, THEIRS, False), (OUTSIDE, THEIRS, False),
        (DIRECT, THEIRS, True), (UNHEARD, THEIRS, False),
    ],
}  # fmt: skip


def person(**values: Any) -> SimpleNamespace:
    """Another member who is inside."""
    about = {"id": OTHER, "role": "member", "state": "in", "group_role": "member", "limit": None}
    return SimpleNamespace(**about | values)


PEOPLE: dict[str, list[tuple[dict[str, Any], SimpleNamespace, bool]]] = {
    "can_limit": [
        (HOST, person(), True), (STEWARD, person(), True), ({}, person(), False),
        (HOST, person(id=ME), False), (STEWARD, person(id=ME), False),
        (HOST, person(group_role="steward"), False), (STEWARD, person(group_role="steward"), False),
        (HOST, person(role="host"), False), (STEWARD, person(role="host"), True),
        (HOST, person(role=None, state=None), True), (HOST, person(group_role=None), True),
        (DIRECT | HOST, person(), False), (HOST, person(limit="muted"), True),
    ],
    "can_hand_over": [
        (HOST, person(), True), (STEWARD, person(), True), ({}, person(), False),
        (HOST, person(id=ME), False), (HOST, person(role="host"), False),
        (HOST, person(state="invited"), False), (HOST, person(state=None), False),
        (HOST, person(group_role=None), False), (HOST, person(limit="muted"), False),
        (HOST, person(group_role="steward"), True), (DIRECT | HOST, person(), False),
    ],
}  # fmt: skip


def lines(table: dict[str, list[Any]]) -> list[Any]:
    """One test a line."""
    return [
        pytest.param(name, *line, id=f"{name}-{n}")
        for name, rows in table.items()
        for n, line in enumerate(rows)
    ]


def room(values: dict[str, Any]) -> SimpleNamespace:
    """The room of a line."""
    return SimpleNamespace(**INSIDE | values)


@pytest.mark.parametrize(("rule", "values", "expected"), lines(STANDINGS))
def test_a_rule_about_a_place_in_a_room(rule: str, values: dict[str, Any], expected: bool) -> None:
    assert getattr(permissions, rule)(room(values)) is expected


@pytest.mark.parametrize(("rule", "values", "expected"), lines(MOMENTS))
def test_a_rule_that_depends_on_the_moment(
    rule: str, values: dict[str, Any], expected: bool
) -> None:
    assert getattr(permissions, rule)(room(values), AT) is expected


@pytest.mark.parametrize(("rule", "values", "one", "expected"), lines(MESSAGES))
def test_a_rule_about_a_message(
    rule: str, values: dict[str, Any], one: SimpleNamespace, expected: bool
) -> None:
    given = {"member_id": ME, "room": room(values), "said": one, "at": AT}
    function = getattr(permissions, rule)
    wanted = inspect.signature(function).parameters
    assert function(**{name: given[name] for name in wanted}) is expected


@pytest.mark.parametrize(("rule", "values", "one", "expected"), lines(PEOPLE))
def test_a_rule_about_somebody_else(
    rule: str, values: dict[str, Any], one: SimpleNamespace, expected: bool
) -> None:
    assert getattr(permissions, rule)(ME, room(values), one) is expected


def test_only_stewards_open_rooms() -> None:
    roles = (None, "member", "steward", "operator")
    assert [permissions.can_open_rooms(one) for one in roles] == [False, False, True, False]


def test_what_was_said_is_never_shown_to_more_or_kept_longer() -> None:
    history, retention = permissions.can_change_history, permissions.can_change_retention
    assert history("all", "since_joining", has_messages=True)
    assert not history("since_joining", "all", has_messages=True)
    assert history("since_joining", "all", has_messages=False)
    kept = ("24h", "90d", "forever")
    for old_place, old in enumerate(kept):
        for new_place, new in enumerate(kept):
            assert retention(old, new, has_messages=True) == (new_place <= old_place)
            assert retention(old, new, has_messages=False)
            assert permissions.is_narrower(old, new) == (new_place < old_place)


def test_every_rule_has_its_table() -> None:
    """A rule that somebody adds is tested here as well."""
    rules = {
        name
        for name, value in vars(permissions).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    tables = set(STANDINGS) | set(MOMENTS) | set(MESSAGES) | set(PEOPLE)
    by_hand = {"can_open_rooms", "can_change_history", "can_change_retention", "is_narrower"}
    assert rules == tables | by_hand
    for table in (STANDINGS, MOMENTS, MESSAGES, PEOPLE):
        for name, rows in table.items():
            assert {line[-1] for line in rows} == {True, False}, name
