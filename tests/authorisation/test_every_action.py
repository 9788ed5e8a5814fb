"""The matrix holds: every action, asked by everybody, answers as `matrix.toml` says."""

from __future__ import annotations

import pytest

from app.core.database import db
from tests.authorisation import asking
from tests.authorisation.reading import Line, Unclear, _line, lines
from tests.canaries.people import PEOPLE, PLACES
from tests.canaries.standing import Standing

ONE_OF_EACH = ("visitor", "author", "member", "steward", "former author", "stranger", "operator")
REFUSALS = ("sign in", "forbidden", "not found", "conflict", "gone", "refused", "asks again")


def test_every_route_and_method_stands_in_the_matrix(standing: Standing):
    assert asking.strangers_to_the_matrix(standing.app) == {
        "routes without a line": set(),
        "lines without a route": set(),
        "lines in the wrong section": set(),
    }


def people(standing: Standing, line: Line) -> tuple[str, ...]:
    """On the second engine one of each relation, and nobody where nothing is looked up: what a
    site role opens does not depend on the engine."""
    with standing.app.app_context():
        if db.engine.dialect.name == "sqlite":
            return tuple(PEOPLE)
    rules = asking.rules_of(standing.app)[line.name]
    return ONE_OF_EACH if any(rule.arguments for rule in rules) else ("author",)


def present() -> list[Line]:
    """Lines in the order of the file."""
    return list(lines().values())


@pytest.mark.parametrize("line", present(), ids=lambda line: line.name)
def test_everybody_gets_what_the_matrix_says(standing: Standing, line: Line):
    """And whoever is refused has changed nothing."""
    wrong = []
    for place, who, said, came, changed in asking.answers(standing, line, people(standing, line)):
        if came != said:
            wrong.append(f"{who} at {place}: {came}, not {said}")
        if changed and (came in REFUSALS or line.verb == "GET"):
            wrong.append(f"{who} at {place}: {came}, but {', '.join(changed)}")
    assert not wrong, "\n".join(wrong)


def test_a_line_that_forgets_somebody_is_unclear():
    line = _line("GET x.y", "inside: page", is_open=True)
    with pytest.raises(Unclear, match="says nothing of"):
        line.outcomes("public")


@pytest.mark.parametrize("rule", ["everybody: perhaps", "everybody", "somebody: page"])
def test_a_line_that_cannot_be_read_is_refused(rule: str):
    with pytest.raises((Unclear, KeyError)):
        _line("GET x.y", rule, is_open=True).outcomes("public")


@pytest.mark.parametrize("place", PLACES)
def test_who_reads_follows_from_the_audience(place: str):
    found = _line("GET x.y", "readers: page; rest: not found", is_open=True).outcomes(place)
    readers = {who for who, came in found.items() if came == "page"}
    expected = {
        "public": set(PEOPLE),
        "members": set(PEOPLE) - {"visitor", "signed out"},
        "group": {"author", "member", "steward"},
    }
    assert readers == expected[place]
