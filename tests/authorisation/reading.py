"""Reads the matrix: which routes it names, and what it says happens to whom."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from werkzeug.routing import Rule

from tests.canaries.people import NOBODY, PEOPLE, PLACES, named

FILE = Path(__file__).with_name("matrix.toml")
OUTCOMES = ("page", "done", "leads on", "sign in", "forbidden", "not found", "conflict", "gone",
            "refused", "asks again")  # fmt: skip
_PART = re.compile(r"<(?:[^<>:]+:)?([^<>]+)>")


class Unclear(ValueError):
    """A line of the matrix that cannot be read, or leaves somebody out."""


@dataclass(frozen=True)
class Line:
    """What the matrix says of one verb of one endpoint."""

    name: str
    is_open: bool
    rules: dict[str, str]
    on: dict[str, str] = field(default_factory=dict)
    send: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)

    @property
    def verb(self) -> str:
        """GET, POST, …"""
        return self.name.split(" ")[0]

    @property
    def endpoint(self) -> str:
        """`community.topic`"""
        return self.name.split(" ")[1]

    def outcomes(self, place: str) -> dict[str, str]:
        """What happens to each person for a group with this audience.

        Raises:
            Unclear: a part cannot be read, or somebody is not named.
        """
        found = {} if self.is_open else dict.fromkeys(NOBODY, "sign in")
        for part in self.rules[place].split(";"):
            who, _, outcome = (word.strip() for word in part.partition(":"))
            if outcome not in OUTCOMES:
                raise Unclear(f"{self.name}: {outcome!r} is no outcome")
            meant = frozenset(PEOPLE) if who == "rest" else named(who, place)
            found |= dict.fromkeys(meant - set(found), outcome)
        if set(found) != set(PEOPLE):
            raise Unclear(f"{self.name} says nothing of {', '.join(set(PEOPLE) - set(found))}")
        return found


def _line(name: str, said: Any, *, is_open: bool) -> Line:
    values = {"rule": said} if isinstance(said, str) else dict(said)
    more = {key: values.pop(key, {}) for key in ("on", "send", "query")}
    same = values.pop("rule", None)
    rules = dict.fromkeys(PLACES, same) if same else {place: values.pop(place) for place in PLACES}
    if values:
        raise Unclear(f"{name}: {', '.join(values)} is not known here")
    return Line(name, is_open, rules, **more)


@lru_cache
def matrix() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(FILE.read_text("utf-8"))


@lru_cache
def lines() -> dict[str, Line]:
    """Every line by its name."""
    sections = {"open": True, "signed_in": False}
    return {
        name: _line(name, said, is_open=is_open)
        for section, is_open in sections.items()
        for name, said in matrix()[section].items()
    }


def things_of(rule: Rule, line: Line) -> dict[str, str]:
    """Part of the address -> the thing of the world that stands there, or "=" and the very word.

    Raises:
        Unclear: neither the line nor [parts] says what a part is.
    """
    found = {}
    for match in _PART.finditer(rule.rule):
        part = match[1]
        until_here = _PART.sub(r"<\1>", rule.rule[: match.end()])
        known = (thing for end, thing in matrix()["parts"].items() if until_here.endswith(end))
        thing = line.on.get(part) or next(known, None)
        if thing is None:
            raise Unclear(f"{line.name}: what is {part!r}? Say it with `on`, or in [parts].")
        found[part] = thing
    return found
