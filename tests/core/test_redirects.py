"""Whatever stands in `next`, an answer leads to a page of this site (V-12)."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.support.routes import reading, writing

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

AWAY = (
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\/evil.example",
    "\\\\evil.example", "/\\/evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example",
    " //evil.example", "/ /evil.example", "http://evil.example", "https://evil.example",
    "HTTPS://EVIL.example", "https:/evil.example", "https:evil.example", "https:///evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x",
    "vbscript:x", "blob:https://evil.example/1", "evil.example", "www.evil.example", "@evil.example",
    "//user:word@evil.example", "//evil.example:80/", "//evil.example\\@localhost", "http://[::1",
    "//localhost@evil.example", "//localhost.evil.example", "//evil.example/localhost", "?//evil.example",
    "/\x00/evil.example", "\x01//evil.example", "/\x7f/evil.example", "\u200b//evil.example",
    "/\r\nLocation: https://evil.example", "/%0d%0aLocation: //evil.example", "/\u2028/evil.example",
)  # fmt: skip
NAMES = ("next", "url", "return", "return_to", "redirect", "goto", "back", "continue", "path")


def leads_away(answer) -> str | None:
    """Where the answer sends a browser that is on our page, when that is not our site."""
    wanted = answer.headers.get("Location")
    if wanted is None:
        return None
    # As browsers read it: a backslash is a slash, tabs and line ends are not there.
    read = wanted.replace("\\", "/")
    for unseen in "\t\n\r":
        read = read.replace(unseen, "")
    parts = urlsplit(urljoin("http://localhost/x", read.strip()))
    return None if (parts.scheme, parts.netloc) == ("http", "localhost") else wanted


def query(value: str) -> dict[str, str]:
    """The value under every name that sites use for it."""
    return dict.fromkeys(NAMES, value)


@pytest.fixture
def member(client, make, app: Flask):
    """A browser that is signed in."""
    return client.sign_in(make.member())


@pytest.mark.parametrize("value", AWAY, ids=ascii)
def test_sign_in_leads_nowhere_else(app: Flask, member, value: str):
    answers = [
        member.get("/sign-in", query_string=query(value)),
        app.test_client().get("/sign-in", query_string=query(value)),
        member.get("/display", query_string=query(value)),
    ]
    assert answers[0].status_code in (302, 303)
    assert [leads_away(answer) for answer in answers] == [None] * 3
    assert all(len(answer.headers.getlist("Location")) < 2 for answer in answers)


def test_no_route_leads_away_whatever_it_is_called(app: Flask, member, make):
    value = query("//evil.example")
    found = {name: leads_away(member.get(at, query_string=value)) for name, at in reading(app)}
    for name, verb, at in writing(app):
        browser = app.test_client().sign_in(make.member())
        answer = browser.open(at, method=verb, query_string=value, data=value)
        found[f"{verb} {name}"] = leads_away(answer)
    assert {name: goal for name, goal in found.items() if goal} == {}


def test_no_path_of_a_visitor_becomes_an_address_elsewhere(client):
    for path in (
        "//evil.example/me",
        "/\\evil.example",
        "/%2f%2fevil.example",
        "//evil.example/..",
    ):
        answer = client.get(path)
        assert leads_away(answer) is None, path


@pytest.mark.parametrize("goal", ["https://evil.example", "//evil.example", "javascript:alert(1)"])
def test_the_check_sees_an_answer_that_leads_away(app: Flask, client, monkeypatch, goal: str):
    def careless():
        return "", 302, {"Location": goal}

    careless.access_level = app.view_functions["web.about"].access_level
    monkeypatch.setitem(app.view_functions, "web.about", careless)
    assert leads_away(client.get("/about"))
