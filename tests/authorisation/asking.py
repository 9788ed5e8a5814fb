"""Asks one line of the matrix as everybody, and says in the matrix's words what came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from werkzeug.routing import Rule

from app.core.access import PUBLIC, level_of
from tests.authorisation.reading import Line, lines, things_of
from tests.canaries.people import PEOPLE, PLACES
from tests.canaries.standing import Standing

_BY_STATUS = {403: "forbidden", 404: "not found", 409: "conflict", 410: "gone", 422: "refused"}


def rules_of(app: Flask) -> dict[str, list[Rule]]:
    """`GET community.topic` -> the rules of the url map behind it."""
    found: dict[str, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        for verb in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            found.setdefault(f"{verb} {rule.endpoint}", []).append(rule)
    return found


def is_open(app: Flask, name: str) -> bool:
    """Whether visitors may come to a route."""
    return level_of(app, name.split(" ")[1]) == PUBLIC


def thing(standing: Standing, place: str, name: str) -> str:
    """The value of a thing of the world, or the very word after "="."""
    return name[1:] if name.startswith("=") else str(standing.world.ids[place][name])


def address_of(standing: Standing, rule: Rule, values: dict[str, Any]) -> str:
    """The address of one rule with these parts."""
    with standing.app.test_request_context():
        adapter = standing.app.url_map.bind("localhost")
        _domain, path = rule.build({**values, **(rule.defaults or {})}, append_unknown=False)
        assert adapter is not None
    return str(path)


def filled(standing: Standing, place: str, values: dict[str, str]) -> dict[str, str]:
    """What a form or a query holds, with "$name" put in."""
    return {
        key: thing(standing, place, value[1:]) if value.startswith("$") else value
        for key, value in values.items()
    }


def outcome(answer: Any, verb: str) -> str:
    """What came back, in the matrix's words; a number where it has none."""
    if answer.status_code in (302, 303):
        if answer.location.startswith("/sign-in"):
            return "sign in"
        return "leads on" if verb == "GET" else "done"
    if answer.status_code == 401:
        return "asks again" if answer.request.path == "/sign-in" else "sign in"
    if answer.status_code == 200:
        return "page" if verb == "GET" else "done"
    return _BY_STATUS.get(answer.status_code, str(answer.status_code))


def changes(kept: list[str], came: str) -> list[str]:
    """The tables that a request changed, but for the site's own housekeeping: when a session was
    last used, who looked at what and when first, and a form that is kept until after signing in."""
    words = (one.replace('"', "").split() for one in kept)
    found = [(line[0].upper(), line[2 - (line[0].upper() == "UPDATE")]) for line in words]
    own = ("audit", "step_drafts") if came == "sign in" else ("audit",)
    # Seeing a case at the desk is noted with it, counted with the shift, and kept of signs of distress,
    # also when its page comes back with a form that was refused.
    is_shown = came in ("page", "refused", "conflict")
    quiet = {("UPDATE", "sessions")}
    if is_shown:
        quiet |= {("UPDATE", "cases"), ("UPDATE", "shifts"), ("INSERT", "care_looks")}
    return [
        f"{verb} {table}"
        for verb, table in found
        if not table.startswith(own) and (verb, table) not in quiet
    ]


def answers(
    standing: Standing, line: Line, people: Iterable[str] = tuple(PEOPLE)
) -> Iterator[tuple[str, str, str, str, list[str]]]:
    """(place, who, what the matrix says, what came back, which tables changed)."""
    for rule in rules_of(standing.app)[line.name]:
        things = things_of(rule, line)
        for place in PLACES if _has_places(line, things) else PLACES[-1:]:
            values = {part: thing(standing, place, name) for part, name in things.items()}
            address = address_of(standing, rule, values)
            query = filled(standing, place, line.query)
            address += f"?{urlencode(query)}" if query else ""
            form = filled(standing, place, line.send)
            said = line.outcomes(place)
            for who in people:
                with standing.undone() as kept:
                    answer = standing.ask(who, address, line.verb, data=form or None)
                came = outcome(answer, line.verb)
                yield place, who, said[who], came, changes(kept, came)


def _has_places(line: Line, things: dict[str, str]) -> bool:
    """Whether anything in the address belongs to a group, so that its audience can matter."""
    everywhere = {"draft", "kept form", "device", "member id", "steward", "claim", "letter",
                  "notice"}  # fmt: skip
    ids = {name for name in things.values() if not name.startswith("=")} - everywhere
    return bool(ids) or len(set(line.rules.values())) > 1


def strangers_to_the_matrix(app: Flask) -> dict[str, set[str]]:
    """Routes without a line, lines without a route, lines in the wrong section."""
    found, said = set(rules_of(app)), lines()
    return {
        "routes without a line": found - set(said),
        "lines without a route": set(said) - found,
        "lines in the wrong section": {
            name for name in found & set(said) if said[name].is_open != is_open(app, name)
        },
    }
