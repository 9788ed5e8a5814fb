"""What holds at every door, found by walking the routes, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask

from app import create_app
from app.accounts.services.sessions import start_session
from app.core.access import public
from app.core.database import db
from app.core.security.cookies import cookie_name
from app.core.transactions import unit_of_work
from config import Testing
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.routes import everything_stored, reading, writing

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EVERY_ROLE = ("moderator", "clinician", "operator")


@pytest.fixture
def insider(client: SiteClient, make: Maker) -> SiteClient:
    """A browser signed in as somebody who holds every role, so that no role check answers first."""
    return client.sign_in(make.member(roles=EVERY_ROLE))


def faults(answer) -> list[str]:
    """What is missing or wrong among the security headers of an answer."""
    wrong = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    policy = answer.headers.get("Content-Security-Policy", "")
    if not policy.startswith("default-src 'none'; script-src 'nonce-"):
        wrong.append("Content-Security-Policy")
    if "unsafe" in policy:
        wrong.append("unsafe in the policy")
    if len(answer.headers.getlist("Content-Security-Policy")) != 1:
        wrong.append("one policy expected")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    if answer.headers.get("Server"):
        wrong.append("Server tells versions")
    return wrong


def test_every_route_sends_the_security_headers_to_a_visitor(app: Flask, client: SiteClient):
    found = {endpoint: faults(client.get(address)) for endpoint, address in reading(app)}
    assert {endpoint: wrong for endpoint, wrong in found.items() if wrong} == {}


def test_every_route_sends_the_security_headers_to_a_member(app: Flask, insider: SiteClient):
    found = {endpoint: faults(insider.get(address)) for endpoint, address in reading(app)}
    assert {endpoint: wrong for endpoint, wrong in found.items() if wrong} == {}


def test_no_route_breaks_when_nothing_is_there(app: Flask, insider: SiteClient):
    broken = [name for name, address in reading(app) if insider.get(address).status_code >= 500]
    assert broken == []


@pytest.mark.parametrize(
    ("verb", "address", "status"),
    [
        ("GET", "/no/such/page", 404),
        ("GET", "/static/no-such-file.css", 404),
        ("DELETE", "/", 405),
        ("GET", "/static/css/site.css", 200),
        ("GET", "/%00", 404),
        ("GET", "/?" + "a" * 3000, 200),
    ],
)
def test_errors_and_files_send_the_security_headers(client: SiteClient, verb, address, status):
    answer = client.open(address, method=verb)
    assert answer.status_code == status
    assert faults(answer) == []


def test_a_broken_page_sends_the_headers_and_tells_nothing(
    app: Flask, client: SiteClient, monkeypatch: pytest.MonkeyPatch
):
    @public
    def broken():
        raise ZeroDivisionError("the kettle orchard plover")

    monkeypatch.setitem(app.view_functions, "web.home", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert faults(answer) == []
    # No short word: any two letters or digits may stand in the page's nonce.
    assert "kettle orchard plover" not in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_a_redirect_to_sign_in_sends_the_headers_and_keeps_the_way_back(client: SiteClient):
    answer = client.get("/my-health?page=2")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/my-health?page%3D2"
    assert faults(answer) == []


def test_what_a_member_sees_is_kept_by_no_cache(app: Flask, insider: SiteClient):
    kept = [
        endpoint
        for endpoint, address in reading(app)
        if endpoint != "static" and insider.get(address).headers["Cache-Control"] != "no-store"
    ]
    assert kept == []


def test_an_unknown_host_is_refused(client: SiteClient):
    answer = client.get("/", base_url="http://elsewhere.example")
    assert answer.status_code == 400


def locked(app: Flask, client: SiteClient, status: int, **headers: str) -> dict[str, int]:
    """Knock at every writing route without a token; gives those that answer something else."""
    before = everything_stored(app)
    answers = {
        f"{verb} {endpoint}": client.open(
            address, method=verb, headers=headers, data={"title": "x"}
        ).status_code
        for endpoint, verb, address in writing(app)
    }
    assert answers, "no writing route was found"
    assert everything_stored(app) == before
    return {name: code for name, code in answers.items() if code != status}


def test_no_route_writes_for_a_member_without_a_token(secured: SimpleNamespace):
    assert locked(secured.app, secured.insider, 400) == {}


def test_no_route_writes_for_a_visitor_without_a_token(secured: SimpleNamespace):
    assert locked(secured.app, secured.visitor, 400) == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://localhost"},
    ],
)
def test_no_route_writes_when_another_site_sends_the_form(secured: SimpleNamespace, headers):
    assert locked(secured.app, secured.insider, 403, **headers) == {}


class OverHttps:
    """A browser that always speaks https."""

    def __init__(self, app: Flask, word: str = "") -> None:
        self.client = app.test_client()
        if word:
            self.client.set_cookie(cookie_name(app, "session"), word, secure=True)

    def open(self, address: str, **values):
        return self.client.open(address, base_url="https://localhost", **values)


@pytest.fixture
def secured(app: Flask, make: Maker) -> Iterator[SimpleNamespace]:
    """The same data behind https, with every lock on, as in production."""
    config = Testing()
    config.SITE_URL = "https://localhost"
    config.SQLALCHEMY_DATABASE_URI = app.config["SQLALCHEMY_DATABASE_URI"]
    config.WTF_CSRF_ENABLED = True
    member = make.member(roles=EVERY_ROLE)
    with app.app_context(), unit_of_work():
        word = start_session(member_id=member.id, device="Test browser")
    site = create_app(config)
    yield SimpleNamespace(app=site, insider=OverHttps(site, word), visitor=OverHttps(site))
    with site.app_context():
        db.engine.dispose()  # the file below is put back after this test


def test_every_cookie_is_bound_to_this_host_and_to_https(secured: SimpleNamespace):
    cookies = set()
    for browser in (secured.visitor, secured.insider):
        for _endpoint, address in reading(secured.app):
            cookies |= set(browser.open(address).headers.getlist("Set-Cookie"))
    assert cookies, "no page set a cookie"
    for cookie in cookies:
        name, flags = cookie.split("=", 1)[0], cookie.lower().split("; ")
        assert name.startswith("__Host-"), cookie
        assert {"secure", "httponly", "path=/"} <= set(flags), cookie
        assert {"samesite=lax", "samesite=strict"} & set(flags), cookie
        assert "domain=" not in cookie.lower(), cookie


def test_over_https_every_answer_asks_browsers_to_stay_there(secured: SimpleNamespace):
    for _endpoint, address in reading(secured.app):
        promise = secured.visitor.open(address).headers.get("Strict-Transport-Security", "")
        assert "max-age=63072000" in promise, address


def test_the_walk_sees_a_route_without_headers(app: Flask, client: SiteClient):
    """The check itself: an answer stripped of its policy is a fault."""
    answer = client.get("/")
    del answer.headers["Content-Security-Policy"]
    assert "Content-Security-Policy" in faults(answer)
