"""Another password: the rules of sign-up, one device goes on, all others end."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.events import SignInDetailsChanged
from app.accounts.models import Member
from app.accounts.services import letter_tokens
from app.core.transactions import unit_of_work
from tests.accounts.browser import PASSWORD, send, sign_in
from tests.support.client import SiteClient

EMAIL, NEW = "ada@example.org", "copper lantern eleven maps"


@pytest.fixture
def ada(with_password) -> Member:
    with_password(email="other@example.org")
    return with_password(email=EMAIL, display_name="Quiet Heron")


@pytest.fixture
def own(client: SiteClient, ada: Member) -> SiteClient:
    return client.sign_in(ada)


def test_the_new_password_is_the_one_that_works(app: Flask, own: SiteClient):
    assert send(own, "/me/password", password=NEW).location == "/me/sign-in"
    assert "Your new password is saved" in own.page("/me/sign-in").text
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 401
    assert sign_in(app.test_client(), EMAIL, NEW).status_code == 303
    assert sign_in(app.test_client(), "other@example.org", PASSWORD).status_code == 303


def test_this_device_goes_on_under_a_new_word_and_all_others_end(app: Flask, own, ada):
    before, phone = own.get_cookie("session").value, app.test_client().sign_in(ada)
    send(own, "/me/password", password=NEW)
    own.page("/me")
    assert phone.get("/me").status_code == 302
    thief = app.test_client()
    thief.set_cookie("session", before)
    assert thief.get("/me").status_code == 302


def test_links_in_letters_die_and_the_owner_is_told(app: Flask, own, ada: Member, heard):
    news = heard(SignInDetailsChanged)
    with app.app_context(), unit_of_work():
        word = letter_tokens.make(purpose=letter_tokens.RESET, member_id=ada.id)
    send(own, "/me/password", password=NEW)
    assert app.test_client().get(f"/new-password/{word}").status_code == 404
    assert [(one.what, one.member_id) for one in news] == [("password", ada.id)]


@pytest.mark.parametrize(
    "weak", ["", "short", "password1234", "quiet heron 1", "ada@example.org", "x" * 2000]
)
def test_a_weak_password_is_refused_and_nothing_changes(app: Flask, own: SiteClient, weak: str):
    answer = send(own, "/me/password", password=weak)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 303


def test_what_was_typed_is_not_shown_again(own: SiteClient):
    assert "quiet heron" not in send(own, "/me/password", password="quiet heron").text
