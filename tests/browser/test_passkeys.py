"""Passkeys in a real browser, with its virtual authenticator (CDP WebAuthn)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import delete, select
from werkzeug.serving import make_server

from app import create_app
from app.accounts.models import Member, Passkey, RecoveryCode
from app.accounts.services import hashing
from app.accounts.services.sessions import start_session
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from config import Testing
from tests.support.serving import free_port

pytestmark = pytest.mark.browser
PASSWORD = "kettle orchard plover nine"
EMAIL = "ada@example.org"
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A site of its own under a name, because browsers make no passkeys for 127.0.0.1."""
    port = free_port()
    config = Testing()
    config.SITE_URL = f"http://localhost:{port}"
    config.WTF_CSRF_ENABLED = True
    file: Path = tmp_path_factory.mktemp("passkeys") / "site.db"
    config.SQLALCHEMY_DATABASE_URI = f"sqlite:///{file}"
    app = create_app(config)
    with app.app_context():
        upgrade()
        member_id = _make_ada()
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield SimpleNamespace(app=app, url=config.SITE_URL, member_id=member_id)
    server.shutdown()
    thread.join(5)


def _make_ada() -> int:
    hashed = hashing.hash_password(PASSWORD)
    with unit_of_work():
        ada = Member(
            display_name="Quiet Heron", name_key="quiet heron", email=EMAIL, email_key=EMAIL,
            email_confirmed_at=now(), password_hash=hashed, age_confirmed=16,
        )  # fmt: skip
        db.session.add(ada)
        db.session.flush()
        return ada.id


class Phone:
    """A browser profile with a virtual authenticator."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.tools = context.new_cdp_session(self.page)
        self.tools.send("WebAuthn.enable")
        self.tools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()


@pytest.fixture
def phone(chromium: Browser, here: SimpleNamespace) -> Iterator[Phone]:
    context = chromium.new_context(base_url=here.url)
    context.set_default_timeout(10_000)
    yield Phone(context)
    context.close()
    with here.app.app_context(), unit_of_work():
        for kind in (Passkey, RecoveryCode):
            db.session.execute(delete(kind))


def signed_in(here: SimpleNamespace, phone: Phone) -> None:
    with here.app.app_context(), unit_of_work():
        word = start_session(member_id=here.member_id, device="Test browser")
    phone.page.context.add_cookies([{"name": "session", "value": word, "url": here.url}])


def add_passkey(here: SimpleNamespace, phone: Phone) -> None:
    signed_in(here, phone)
    phone.page.goto("/me/passkeys")
    phone.page.get_by_label("A name for this passkey").fill("My phone")
    phone.press("Add a passkey")
    expect(phone.page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def sign_out(phone: Phone) -> None:
    phone.page.goto("/me")
    phone.press("Sign out")
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("signed out")


def kept(app: Flask) -> Passkey:
    with app.app_context():
        return db.session.scalars(select(Passkey)).one()


def refused(phone: Phone, message: str) -> None:
    expect(phone.page.get_by_text(message).first).to_be_visible()
    names = {cookie["name"] for cookie in phone.page.context.cookies()}
    assert "session" not in names


def test_a_passkey_is_added_and_signs_in_without_an_address(here: SimpleNamespace, phone: Phone):
    add_passkey(here, phone)
    key = kept(here.app)
    assert (key.name, key.is_verifying) == ("My phone", True)
    sign_out(phone)
    phone.page.goto("/sign-in?next=/me")
    phone.press("Sign in with a passkey")
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("Quiet Heron")
    assert kept(here.app).sign_count > key.sign_count


def test_a_passkey_is_the_second_step_after_the_password(here: SimpleNamespace, phone: Phone):
    add_passkey(here, phone)
    sign_out(phone)
    phone.page.goto("/sign-in?next=/me")
    phone.page.get_by_label("E-mail address").fill(EMAIL)
    phone.page.get_by_label("Password").fill(PASSWORD)
    phone.press("Sign in")
    phone.press("Use a passkey")
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("Quiet Heron")


def test_a_copied_key_whose_counter_goes_back_is_refused(here: SimpleNamespace, phone: Phone):
    add_passkey(here, phone)
    sign_out(phone)
    with here.app.app_context(), unit_of_work():
        db.session.scalars(select(Passkey)).one().sign_count = 1000
    phone.page.goto("/sign-in")
    phone.press("Sign in with a passkey")
    refused(phone, "The passkey did not work")


def meanwhile(phone: Phone, **changed: str) -> None:
    """Change the question on its way to the browser."""

    def change(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), **changed})

    phone.page.route("**/sign-in/passkey/options", change)


def test_an_answer_to_another_question_is_refused(here: SimpleNamespace, phone: Phone):
    add_passkey(here, phone)
    sign_out(phone)
    phone.page.goto("/sign-in")
    meanwhile(phone, challenge="eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg")
    phone.press("Sign in with a passkey")
    refused(phone, "The passkey did not work. Try again, or use your password.")


def test_an_answer_given_on_another_origin_is_refused(
    here: SimpleNamespace, phone: Phone, monkeypatch: pytest.MonkeyPatch
):
    add_passkey(here, phone)
    sign_out(phone)
    phone.page.goto("/sign-in")
    monkeypatch.setitem(here.app.config, "SITE_URL", "http://localhost:1")
    phone.press("Sign in with a passkey")
    refused(phone, "The passkey did not work. Try again, or use your password.")


def test_the_browser_gives_nothing_to_a_site_of_another_name(here: SimpleNamespace, phone: Phone):
    add_passkey(here, phone)
    sign_out(phone)
    phone.page.goto("/sign-in")
    meanwhile(phone, rpId="thread.example")
    phone.press("Sign in with a passkey")
    refused(phone, "The passkey did not work, or you stopped. Nothing was changed.")


def test_without_scripts_the_page_offers_the_password_alone(
    chromium: Browser, here: SimpleNamespace
):
    context = chromium.new_context(base_url=here.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    names = [one.inner_text() for one in page.locator("main button").all() if one.is_visible()]
    context.close()
    assert names == ["Sign in"]
