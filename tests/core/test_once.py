"""A form that is sent twice happens once, however it comes to be sent twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.community.models import Post
from app.core.database import db
from app.core.once import SentForm
from tests.factories import Maker
from tests.support.client import SiteClient

REPLY = {"csrf_token": "made for this page", "body": "The mornings got easier for me."}


@pytest.fixture
def thread(make: Maker) -> SimpleNamespace:
    """A member in a group, and a topic to answer."""
    member = make.member()
    topic = make.topic(group=make.group(members=(member,)), by=member)
    return SimpleNamespace(member=member, address=f"/topics/{topic.public_id}/reply")


def count(app: Flask, kind: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_the_same_form_sent_again_leads_to_the_same_place_and_changes_nothing(
    app: Flask, client: SiteClient, thread: SimpleNamespace
):
    client.sign_in(thread.member)
    first = client.post(thread.address, data=REPLY)
    posts = count(app, Post)
    again = client.post(thread.address, data=REPLY)
    assert (again.status_code, again.location) == (303, first.location)
    assert count(app, Post) == posts


def test_ten_presses_in_one_moment_make_one_post(
    app: Flask, client: SiteClient, thread: SimpleNamespace
):
    word = client.sign_in(thread.member).get_cookie("session").value
    before = count(app, Post)

    def press(_number: int) -> str:
        browser = app.test_client()
        browser.set_cookie("session", word)
        return browser.post(thread.address, data=REPLY).location

    with ThreadPoolExecutor(10) as presses:
        led_to = set(presses.map(press, range(10)))
    assert len(led_to) == 1
    assert count(app, Post) == before + 1


def test_other_words_from_the_same_page_are_another_post(
    app: Flask, client: SiteClient, thread: SimpleNamespace
):
    client.sign_in(thread.member)
    before = count(app, Post)
    client.post(thread.address, data=REPLY)
    client.post(thread.address, data={**REPLY, "body": "And one thing more."})
    assert count(app, Post) == before + 2


def test_the_same_words_from_a_page_loaded_anew_are_another_post(
    app: Flask, client: SiteClient, thread: SimpleNamespace
):
    client.sign_in(thread.member)
    before = count(app, Post)
    client.post(thread.address, data=REPLY)
    client.post(thread.address, data={**REPLY, "csrf_token": "made for the next page"})
    assert count(app, Post) == before + 2


def test_nobody_is_led_where_somebody_elses_form_led(
    app: Flask, client: SiteClient, thread: SimpleNamespace, make: Maker
):
    client.sign_in(thread.member)
    client.post(thread.address, data=REPLY)
    stranger = app.test_client().sign_in(make.member())
    assert stranger.post(thread.address, data=REPLY).status_code == 403


def test_a_refused_form_may_come_again(app: Flask, client: SiteClient, thread: SimpleNamespace):
    client.sign_in(thread.member)
    empty = {**REPLY, "body": " "}
    assert client.post(thread.address, data=empty).status_code == 422
    assert client.post(thread.address, data=empty).status_code == 422
    assert count(app, SentForm) == 0


def test_a_change_that_failed_is_not_taken_for_done(
    app: Flask, client: SiteClient, thread: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    client.sign_in(thread.member)
    with monkeypatch.context() as broken:
        broken.setattr("app.community.services.posting.reply", None)
        assert client.post(thread.address, data=REPLY).status_code == 500
    assert client.post(thread.address, data=REPLY).status_code == 303


def test_what_is_set_to_a_value_is_set_each_time(
    app: Flask, client: SiteClient, thread: SimpleNamespace
):
    """Withdraw, agree again on another page, then withdraw from the first page with Back."""
    client.sign_in(thread.member)
    form = {"csrf_token": "made for this page"}
    client.post("/me/consents/summaries/withdraw", data=form)
    client.post("/me/consents/summaries/give", data={"csrf_token": "another page"})
    client.post("/me/consents/summaries/withdraw", data=form)
    assert "I agree" in client.page("/me/consents").text
