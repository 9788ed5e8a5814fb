"""What the log says about requests: enough to find a fault, nothing about a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from flask import Flask

from app.core import logging
from app.core.trace import current_trace
from tests.factories import Maker
from tests.support.client import SiteClient

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Everything that is logged, as the operator would read it."""
    kept: list[str] = []

    class Keeper:
        def msg(self, line: str) -> None:
            kept.append(line)

        info = warning = error = exception = debug = msg

    before = structlog.get_config()
    structlog.configure(
        logger_factory=lambda *_: Keeper(),
        wrapper_class=structlog.make_filtering_bound_logger(10),
    )
    monkeypatch.setattr(logging, "log", structlog.get_logger("test"))
    yield lambda: [json.loads(line) for line in kept]
    structlog.configure(**before)


def requests(lines: Lines) -> list[dict[str, Any]]:
    return [line for line in lines() if line["event"] == "request"]


def test_a_request_leaves_one_line(client: SiteClient, lines: Lines):
    client.get("/sign-in")
    (line,) = requests(lines)
    assert line["method"] == "GET"
    assert line["route"] == "accounts.sign_in"
    assert line["status"] == 200
    assert line["viewer"] == "visitor"
    assert 0 < line["ms"] < 60_000
    assert len(line["request"]) == 16


@pytest.mark.parametrize(("roles", "kind"), [((), "member"), (("operator",), "staff")])
def test_the_line_says_the_kind_of_viewer(
    client: SiteClient, make: Maker, lines: Lines, roles: tuple[str, ...], kind: str
):
    client.sign_in(make.member(roles=roles)).get("/")
    assert requests(lines)[-1]["viewer"] == kind


def test_no_line_tells_who_or_what(client: SiteClient, make: Maker, lines: Lines):
    member = make.member(display_name="Canary Finch", email="canary@example.org")
    group = make.group(members=(member,), slug="canary-illness")
    topic = make.topic(group=group, by=member, title="Canary title")
    browser = client.sign_in(member)
    browser.get("/groups/canary-illness?q=canary")
    browser.get(f"/topics/{topic.public_id}")
    browser.get("/canary-nowhere")
    browser.post("/sign-in", data={"email": "canary@example.org", "password": "canary words"})
    said = json.dumps(lines())
    assert len(requests(lines)) >= 4
    for word in ("canary", "Canary", member.public_id, topic.public_id, "127.0.0.1"):
        assert word not in said


@pytest.mark.parametrize("path", ["/static/css/site.css", "/health/live"])
def test_what_nobody_learns_from_leaves_no_line(client: SiteClient, lines: Lines, path: str):
    assert client.get(path).status_code == 200
    assert requests(lines) == []


def test_a_denied_access_is_a_security_event(client: SiteClient, make: Maker, lines: Lines):
    assert client.sign_in(make.member()).get("/operator/members").status_code == 403
    (event,) = [line for line in lines() if line["event"] == "security"]
    assert event["kind"] == "access_denied"
    assert event["route"] == "accounts.operator_members"


def test_every_line_of_a_request_has_its_id(app: Flask, lines: Lines):
    with app.test_request_context("/"):
        app.preprocess_request()
        logging.security_event("sign_in_failed", way="password")
        (line,) = lines()
        assert line["request"] == current_trace().request_id
        assert line["way"] == "password"


@pytest.mark.parametrize(
    ("kind", "facts"),
    [("something_else", {}), ("sign_in_failed", {"email": "a@example.org"})],
)
def test_what_is_not_listed_is_not_logged(app: Flask, kind: str, facts: dict[str, str]):
    with pytest.raises(ValueError, match="not to be logged"):
        logging.security_event(kind, **facts)


def test_a_line_break_stays_one_record(lines: Lines):
    structlog.get_logger("test").info("request", route='a\nb {"event": "forged"}')
    (line,) = lines()
    assert line["route"] == 'a\nb {"event": "forged"}'
