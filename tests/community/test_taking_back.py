"""Deleting posts and topics, bringing them back, and erasing them in the end."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import update

from app.community.models import Group, Post, PostRevision, Topic
from app.community.services import sweeping
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.support.client import SiteClient


@pytest.fixture
def first(square: SimpleNamespace, rows):
    return rows(Post, topic_id=square.topic.id, position=1)[0]


def long_ago(app: Flask, days: int) -> None:
    """As if everything that is deleted was deleted so many days ago."""
    at = now() - timedelta(days=days)
    with app.app_context(), unit_of_work():
        for model in (Post, Topic):
            gone = update(model).where(model.deleted_at.is_not(None))
            db.session.execute(gone.values(deleted_at=at))


def test_a_deleted_reply_keeps_its_number_and_offers_undo_until_the_next_page(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row
):
    answer = client.sign_in(cast.other_patient).post(f"/posts/{square.reply.public_id}/delete")
    page = client.page(answer.location)
    assert "Robin words" not in page.text and page.select_one("#p-2")
    undo = page.select_one(".undo-notice form")
    assert not client.page(answer.location).select(".undo-notice")
    client.post(undo["action"])
    assert "Robin words" in client.page(answer.location).text
    assert row(Post, square.reply.id).deleted_by_id is None
    assert row(Topic, square.topic.id).post_count == 2


def test_deleting_the_first_post_takes_the_topic_back(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, first, row
):
    answer = client.sign_in(cast.patient).post(f"/posts/{first.public_id}/delete")
    assert answer.location == "/groups/open-square"
    page = client.page(answer.location)
    assert page.select_one(".undo-notice") and "Market day" not in page.text
    assert row(Group, square.group.id).topic_count == 0


def test_the_page_of_a_topic_that_was_taken_back_explains_it_kindly(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, first
):
    client.sign_in(cast.patient).post(f"/posts/{first.public_id}/delete")
    gone = client.application.test_client().sign_in(cast.other_patient)
    page = gone.page(f"/topics/{square.topic.public_id}", 410)
    assert "This topic was taken back" in page.h1.text
    for words in ("Market day", "Finch words", "Robin words"):
        assert words not in page.text
    gone.page(f"/posts/{square.reply.public_id}/history", 404)
    assert (
        gone.post(f"/topics/{square.topic.public_id}/reply", data={"body": "x"}).status_code == 410
    )
    assert (
        gone.post(f"/posts/{square.reply.public_id}/react", data={"kind": "hope"}).status_code
        == 404
    )
    assert (
        gone.post(f"/topics/{square.topic.public_id}/place", data={"position": 1}).status_code
        == 404
    )


def test_a_stranger_does_not_learn_that_a_hidden_topic_was_taken_back(
    client: SiteClient, make, cast: SimpleNamespace, circle: SimpleNamespace
):
    topic = make.topic(group=circle.group, by=cast.patient, deleted_at=now())
    client.sign_in(cast.stranger).page(f"/topics/{topic.public_id}", 404)


def test_the_opener_brings_the_topic_back_from_its_page(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, first, row
):
    client.sign_in(cast.patient).post(f"/posts/{first.public_id}/delete")
    form = client.page(f"/topics/{square.topic.public_id}", 410).main.find("form")
    client.post(form["action"])
    assert "Robin words" in client.page(f"/topics/{square.topic.public_id}").text
    assert row(Group, square.group.id).topic_count == 1


@pytest.mark.parametrize("who", ["other_patient", "steward", "stranger", "moderator"])
def test_nobody_else_brings_it_back(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, first, row, who: str
):
    client.sign_in(cast.patient).post(f"/posts/{first.public_id}/delete")
    other = client.application.test_client().sign_in(getattr(cast, who))
    assert other.post(f"/posts/{first.public_id}/restore").status_code == 404
    assert not other.page(f"/topics/{square.topic.public_id}", 410).main.find("form")
    assert row(Topic, square.topic.id).deleted_at is not None


def test_deleting_twice_counts_once(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, first, row
):
    client.sign_in(cast.patient).post(f"/posts/{first.public_id}/delete")
    assert client.post(f"/posts/{first.public_id}/delete").status_code == 404
    assert row(Group, square.group.id).topic_count == 0


def test_bringing_back_twice_counts_once(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, first, row
):
    client.sign_in(cast.patient).post(f"/posts/{first.public_id}/delete")
    client.post(f"/posts/{first.public_id}/restore")
    assert client.post(f"/posts/{first.public_id}/restore").status_code == 404
    assert row(Group, square.group.id).topic_count == 1


def test_who_left_the_group_still_takes_words_back(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row
):
    client.sign_in(cast.other_patient).post("/groups/open-square/leave")
    assert client.post(f"/posts/{square.reply.public_id}/delete").status_code == 303
    assert row(Post, square.reply.id).deleted_at is not None


def test_after_thirty_days_it_is_too_late(
    app: Flask, client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    client.sign_in(cast.other_patient).post(f"/posts/{square.reply.public_id}/delete")
    long_ago(app, 31)
    assert client.post(f"/posts/{square.reply.public_id}/restore").status_code == 404


def test_what_can_no_longer_come_back_is_erased(
    app: Flask, client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row, rows
):
    client.sign_in(cast.other_patient)
    client.post(f"/posts/{square.reply.public_id}/edit", data={"body": "Robin songs"})
    client.post(f"/posts/{square.reply.public_id}/delete")
    with app.app_context(), unit_of_work():
        assert sweeping.sweep_deleted() == 0
    long_ago(app, 31)
    with app.app_context(), unit_of_work():
        assert sweeping.sweep_deleted() == 1
    kept = row(Post, square.reply.id)
    assert (kept.body, kept.html, kept.position) == ("", "", 2)
    assert not rows(PostRevision)
    assert rows(Post, topic_id=square.topic.id)[0].body == "Finch words"


def test_a_topic_that_can_no_longer_come_back_is_erased_with_its_title_and_every_reply(
    app: Flask, client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, first, row
):
    client.sign_in(cast.patient).post(f"/posts/{first.public_id}/delete")
    long_ago(app, 31)
    with app.app_context(), unit_of_work():
        assert sweeping.sweep_deleted() == 2
        assert sweeping.sweep_deleted() == 0
    reply = row(Post, square.reply.id)
    assert (row(Topic, square.topic.id).title, reply.body, reply.html) == ("", "", "")
    client.page(f"/topics/{square.topic.public_id}", 410)


def test_who_left_a_group_that_only_its_members_read_still_takes_words_back(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace, row
):
    client.sign_in(cast.other_patient).post("/groups/quiet-circle/leave")
    answer = client.post(f"/posts/{circle.reply.public_id}/delete")
    assert (answer.status_code, answer.location) == (303, "/groups/quiet-circle")
    assert row(Post, circle.reply.id).deleted_at is not None
    assert client.post(f"/posts/{circle.reply.public_id}/restore").status_code == 303
