"""The room and the other person of a case, such as "host closed kind=gathering ends=-61"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

_PAIR = re.compile(r"(\w+)=(\S+)")
# What a plain word says about the room or about one's place in it; without any of them one is
# inside an open room of one's group.
_WORDS: dict[str, dict[str, Any]] = {
    "host": {"my_role": "host"},
    "steward": {"my_group_role": "steward"},
    "outside": {"my_role": None, "my_state": None},
    "ungrouped": {"my_group_role": None, "in_group_since": None},
    "invited": {"my_state": "invited"},
    "declined": {"my_state": "declined"},
    "muted": {"my_limit": "muted"},
    "removed": {"my_limit": "removed"},
    "holding": {"holds_new": True},
    "unheard": {"other_hears": False},
    "direct": {
        "kind": "direct", "group_id": None, "my_group_role": None, "in_group_since": None,
    },
}  # fmt: skip


def _pairs(case: str) -> dict[str, str | None]:
    return {key: None if word == "none" else word for key, word in _PAIR.findall(case)}


def room(case: str, now: datetime) -> SimpleNamespace:
    """`kind=`, `retention=`; `begins=`, `ends=`: minutes from now; `since=`: days in the group."""
    given = _pairs(case)
    values: dict[str, Any] = {
        "kind": given.get("kind", "open"), "group_id": 5, "closed_at": None, "holds_new": False,
        "retention": given.get("retention", "forever"), "starts_at": None, "ends_at": None,
        "my_group_role": "member", "my_role": "member", "my_state": "in", "my_limit": None,
        "other_hears": True, "in_group_since": now - _span(days=given.get("since", "30")),
    }  # fmt: skip
    if "ends" in given:
        values["starts_at"] = now + _span(minutes=given.get("begins", "-1440"))
        values["ends_at"] = now + _span(minutes=given["ends"])
    plain = set(re.findall(r"[a-z]+", _PAIR.sub("", case)))
    for word in _WORDS:
        if word in plain:
            values |= _WORDS[word]
    if "closed" in plain:
        values["closed_at"] = now
    return SimpleNamespace(**values)


def _span(**amount: str | None) -> timedelta:
    ((unit, number),) = amount.items()
    return timedelta(**{unit: float(number or 0)})


def person(case: str, me: int, another: int) -> SimpleNamespace:
    """Somebody else who is inside, unless it says `they=me`; `role=`, `state=`, `group=`,
    `limit=` are theirs."""
    given = _pairs(case)
    return SimpleNamespace(
        id=me if given.get("they") == "me" else another,
        role=given.get("role", "member"),
        state=given.get("state", "in"),
        group_role=given.get("group", "member"),
        limit=given.get("limit"),
    )
