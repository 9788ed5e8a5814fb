"""What every answer of the running site promises, where no other folder says it."""

from __future__ import annotations

import hashlib
import json

import pytest
import structlog
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from app import create_app
from app.accounts.services.hashing import hash_password
from app.core.logging import log, wire
from config import Testing
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.routes import everything_stored, reading

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

# Types of answers that are words; all others say by themselves how they are written.
WORDS = ("text/", "application/javascript", "image/svg+xml")


@pytest.fixture
def insider(client: SiteClient, make: Maker) -> SiteClient:
    """Signed in just now, as somebody who holds every role."""
    return client.sign_in(make.member(roles=("moderator", "clinician", "operator")))


def unnamed(content_type: str) -> bool:
    """Whether words come without saying how they are written."""
    return content_type.startswith(WORDS) and "charset=utf-8" not in content_type.lower()


def test_words_say_in_which_letters_they_are_written(app: Flask, insider: SiteClient):
    answers = {address: insider.get(address) for _endpoint, address in reading(app)}
    answers["/nowhere"] = insider.get("/nowhere")
    bare = {at: a.content_type for at, a in answers.items() if a.data and unnamed(a.content_type)}
    assert bare == {}


def test_words_without_letters_are_seen(app: Flask):
    assert unnamed("text/html")
    assert not unnamed("application/json")


def test_no_other_site_is_let_in(app: Flask, insider: SiteClient):
    asking = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    answers = [insider.options(address, headers=asking) for _endpoint, address in reading(app)]
    answers += [insider.get(at, headers=asking) for at in ("/", "/api/v1/groups", "/nowhere")]
    assert [a for a in answers if "Access-Control" in str(a.headers)] == []


def test_trace_is_refused(app: Flask, client: SiteClient):
    answers = {at: client.open(at, method="TRACE").status_code for _e, at in reading(app)}
    assert {at: status for at, status in answers.items() if status != 405} == {}


def test_the_wrong_verb_is_told_the_right_ones(client: SiteClient):
    assert client.delete("/sign-in").headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert client.post("/api/v1/groups").headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "address",
    ["/static/", "/static/css/", "/static/../config.py", "/static/%2e%2e/config.py", "/.git/config",
     "/.env", "/instance/site.db", "/app/", "/docs/security.md", "/static/..%2fwsgi.py"],
)  # fmt: skip
def test_folders_and_the_checkout_are_not_served(client: SiteClient, address: str):
    assert client.get(address).status_code == 404


def test_a_new_community_has_no_account(app: Flask):
    assert everything_stored(app)["members"] == []


def test_password_boxes_hide_and_let_managers_in(client: SiteClient, make: Maker):
    pages = [client.page("/sign-in"), client.sign_in(make.member()).page("/me/password")]
    boxes = [page.find("input", attrs={"name": "password"}) for page in pages]
    for box in boxes:
        assert box["type"] == "password"
        assert box["autocomplete"] in ("current-password", "new-password")
        assert not {"maxlength", "onpaste", "readonly", "pattern"} & set(box.attrs)


def test_signing_out_clears_what_the_browser_holds(client: SiteClient, make: Maker):
    answer = client.sign_in(make.member()).post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "session=;" in answer.headers["Set-Cookie"]


def test_an_address_fills_no_form(client: SiteClient, make: Maker):
    with client.application.app_context():
        kept = hash_password("four words beside another")
    make.member(email="person@example.org", password_hash=kept)
    said = "email=person@example.org&password=four+words+beside+another"
    assert client.post(f"/sign-in?{said}").status_code == 422
    body = {"email": "person@example.org", "password": "four words beside another"}
    assert client.post("/sign-in?email=nobody@example.org", data=body).status_code == 303


def test_a_visit_is_signed_with_sha_256_and_nothing_else(app: Flask):
    serializer = app.session_interface.get_signing_serializer(app)
    word = serializer.dumps({"visitor": "one"})
    assert serializer.signer_kwargs["digest_method"] is hashlib.sha256
    older = URLSafeTimedSerializer(
        app.config["SECRET_KEY"],
        salt="cookie-session",
        serializer=app.session_interface.serializer,
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1},
    )
    assert serializer.loads(word) == {"visitor": "one"}
    with pytest.raises(Exception, match="does not match"):
        serializer.loads(older.dumps({"visitor": "one"}))


def test_a_line_of_the_log_says_when_in_utc(app: Flask, capsys: pytest.CaptureFixture[str]):
    before = structlog.get_config()
    wire(create_app(Testing()))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(10))
    log.info("something")
    structlog.configure(**before)
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["timestamp"].endswith("Z")
