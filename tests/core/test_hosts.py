"""Who we are called stands in the configuration; no request can say otherwise (V-12)."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.routes import reading, writing

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

EVIL = "evil.example"
FORGED = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Port": "6666",
    "X-Forwarded-Prefix": f"/{EVIL}",
    "X-Forwarded-For": EVIL,
    "Forwarded": f"for={EVIL};host={EVIL};proto=gopher",
    "X-Original-Host": EVIL,
    "X-Host": EVIL,
    "X-HTTP-Host-Override": EVIL,
    "X-Original-URL": f"/{EVIL}",
    "X-Rewrite-URL": f"/{EVIL}",
    "Referer": f"https://{EVIL}/",
}
TRACES = (EVIL, "gopher", ":6666")


def traces_in(answer) -> list[str]:
    """What of the forged names came back, in the body or in a header."""
    whole = f"{answer.headers}\n{answer.get_data(as_text=True)}"
    return [trace for trace in TRACES if trace in whole]


@pytest.fixture
def insider(client, make):
    """Somebody for whom every page opens."""
    return client.sign_in(make.member(roles=("moderator", "clinician", "operator")))


def test_no_page_repeats_a_forged_name_to_a_visitor(app: Flask, client):
    found = {name: traces_in(client.get(at, headers=FORGED)) for name, at in reading(app)}
    assert len(found) > 50
    assert {name: traces for name, traces in found.items() if traces} == {}


def test_no_page_repeats_a_forged_name_to_a_member(app: Flask, insider):
    found = {name: traces_in(insider.get(at, headers=FORGED)) for name, at in reading(app)}
    assert {name: traces for name, traces in found.items() if traces} == {}


def test_no_answer_to_a_form_repeats_a_forged_name(app: Flask, client, make):
    found = {}
    word = client.sign_in(make.member()).get_cookie("session").value
    for name, verb, at in writing(app):
        browser = app.test_client()
        if not name.endswith("sign_out"):
            browser.set_cookie("session", word)
        found[name] = traces_in(
            browser.open(at, method=verb, headers=FORGED, data={"email": "a@b.c"})
        )
    assert {name: traces for name, traces in found.items() if traces} == {}


@pytest.mark.parametrize(
    "host",
    [
        EVIL, f"localhost.{EVIL}", f"{EVIL}:80", "localhost@evil.example", "localhost:80@evil.example",
        "notlocalhost", "localhost.", "localhost,evil.example", "evil.example#localhost", "[::1]", "",
        "127.0.0.2", "localhost evil.example", "LOCALHOST.evil.example", "localhost/evil.example",
    ],
)  # fmt: skip
def test_a_name_that_is_not_ours_gets_no_page_and_no_link(app: Flask, client, host: str):
    for address in ("/", "/sign-in", "/static/css/site.css", "/no/such/page", "/me"):
        answer = client.get(address, headers={"Host": host})
        if answer.status_code != 400:
            # Werkzeug reads the name as ours; then nothing else of it may come back.
            assert host.rstrip(".").lower() == "localhost" or not host, (address, host)
        assert traces_in(answer) == []
        assert answer.status_code < 300 or not answer.location or answer.location.startswith("/")


def test_the_check_sees_a_name_that_comes_back(app: Flask, client, monkeypatch):
    def careless():
        from flask import request

        return f"<a href='https://{request.headers['X-Forwarded-Host']}/reset'>"

    careless.access_level = app.view_functions["web.about"].access_level
    monkeypatch.setitem(app.view_functions, "web.about", careless)
    assert traces_in(client.get("/about", headers=FORGED)) == [EVIL]
