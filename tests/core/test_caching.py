"""What caches may keep: files for everybody, pages of visitors for one browser, all else never (V-4)."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.support.routes import reading, writing

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

NONCE = re.compile(r"script-src 'nonce-([A-Za-z0-9_-]+)'")
POLICY = {
    "default-src 'none'", "style-src 'self'", "connect-src 'self' ws://localhost", "base-uri 'none'",
    "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'",
}  # fmt: skip
DENIED = ("camera", "microphone", "geolocation", "payment", "browsing-topics")


def faults(answer, *, is_private: bool) -> list[str]:
    """What is wrong with how an answer may be kept."""
    control = answer.headers.get("Cache-Control", "")
    found = []
    if is_private and control != "no-store":
        found.append(f"kept: {control}")
    if "Cookie" not in answer.headers.get("Vary", ""):
        found.append("does not vary by cookie")
    if "public" in control or "s-maxage" in control:
        found.append(f"shared: {control}")
    if "no-store" not in control and "private" not in control:
        found.append(f"for everybody: {control}")
    return found


def pages(app: Flask):
    """Every route that reads, but the files."""
    return [(name, at) for name, at in reading(app) if name != "static"]


def test_what_a_member_or_their_form_gets_is_never_kept(app: Flask, client, make):
    word = client.sign_in(make.member(roles=("moderator", "clinician", "operator")))
    word = word.get_cookie("session").value
    found = {}
    for name, verb, at in [*((n, "GET", a) for n, a in pages(app)), *writing(app)]:
        browser = app.test_client()
        browser.set_cookie("session", word)
        if not name.endswith("sign_out"):
            found[name] = faults(browser.open(at, method=verb), is_private=True)
    assert len(found) > 80
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_what_a_visitor_gets_is_kept_by_their_own_browser_at_most(app: Flask, client):
    found = {}
    for name, at in pages(app):
        answer = client.get(at)
        found[name] = faults(answer, is_private=answer.status_code >= 300)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("cookie", ["", "nonsense", "x" * 3000])
def test_a_cookie_that_opens_nothing_still_means_that_nothing_is_kept(client, cookie: str):
    client.set_cookie("session", cookie)
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_files_set_no_cookie_and_say_the_same_to_everybody(app: Flask, client, make):
    addresses = ["/static/css/site.css", "/static/no-such-file.css"]
    for browser in (client, app.test_client().sign_in(make.member())):
        for address in addresses:
            assert browser.get(address).headers.getlist("Set-Cookie") == []


def test_no_answer_that_others_may_keep_sets_a_cookie(app: Flask, client):
    for name, at in reading(app):
        answer = app.test_client().get(at)
        control = answer.headers.get("Cache-Control", "")
        if "private" not in control and "no-store" not in control:
            assert answer.headers.getlist("Set-Cookie") == [], name


@pytest.mark.parametrize(
    ("verb", "address", "status"),
    [
        ("GET", "/no/such", 404),
        ("DELETE", "/", 405),
        ("POST", "/me/name", 401),
        ("GET", "/me", 302),
    ],
)
def test_errors_and_redirects_are_never_kept(client, verb: str, address: str, status: int):
    answer = client.open(address, method=verb)
    assert answer.status_code == status
    assert faults(answer, is_private=True) == []


def test_the_check_sees_an_answer_that_is_kept(app: Flask, client):
    answer = client.get("/about")
    answer.headers["Cache-Control"] = "public, max-age=60"
    del answer.headers["Vary"]
    assert len(faults(answer, is_private=True)) == 4


def test_every_answer_has_a_nonce_of_its_own_that_nobody_guesses(app: Flask, client):
    nonces = []
    for _name, at in reading(app):
        policy = client.get(at).headers["Content-Security-Policy"]
        nonces.append(NONCE.search(policy)[1])
        assert set(policy.split("; ")) >= POLICY
    assert len(set(nonces)) == len(nonces)
    assert min(map(len, nonces)) * 6 >= 128  # six bits each


@pytest.mark.parametrize("verb", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_every_way_to_ask_is_answered_with_the_headers(client, verb: str):
    for address in ("/", "/no/such", "/me", "/sign-in", "/api/v1/groups"):
        headers = client.open(address, method=verb).headers
        assert all(f"{name}=()" in headers["Permissions-Policy"] for name in DENIED)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert NONCE.search(headers["Content-Security-Policy"])


def test_no_cookie_is_larger_than_browsers_keep(app: Flask, client):
    client.post("/sign-in?next=/" + "a" * 2000, data={"email": "a@b.c" * 300, "next": "/" * 3000})
    for _name, at in reading(app):
        assert all(len(c) <= 4096 for c in client.get(at).headers.getlist("Set-Cookie"))
