"""What waits until a person has read it: nobody but its author finds a word of it, anywhere."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.queries import viewer_of
from app.community.models import Group, Post, Topic
from app.community.services import sweeping
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.services.registering import Adapter, adapters_of
from app.moderation.steps import HELD
from tests.support.client import SiteClient
from tests.support.queries import count_queries

WAITS = "A person on our team reads this first."


@pytest.fixture
def adapter(app: Flask) -> Adapter:
    """The one for posts."""
    found = adapters_of(app).of("post")
    assert found is not None
    return found


@pytest.fixture
def first(square: SimpleNamespace, rows) -> Post:
    """The post that opened the topic of the square."""
    return rows(Post, topic_id=square.topic.id, position=1)[0]


@pytest.fixture
def hold(app: Flask, adapter):
    """As reading does it: nobody decided."""

    def act(post: Any) -> bool:
        with app.app_context(), unit_of_work():
            return adapter.hide(post.public_id, by_id=None, as_=HELD)

    return act


@pytest.fixture
def let_go(app: Flask, adapter, cast):
    """Somebody let it stand."""

    def act(post: Any) -> bool:
        with app.app_context(), unit_of_work():
            return adapter.restore(post.public_id, by_id=cast.moderator.id)

    return act


def test_waiting_and_standing_again_leaves_every_byte_as_it_was(square, hold, let_go, first, row):
    def stored() -> list[Any]:
        topic, group = row(Topic, square.topic.id), row(Group, square.group.id)
        post = row(Post, first.id)
        return [post.body, post.html, post.deleted_at, post.hidden_as, topic.title,
                topic.deleted_at, topic.last_post_at, topic.post_count, group.topic_count]  # fmt: skip

    before = stored()
    assert hold(first) is True
    assert row(Group, square.group.id).topic_count == 0
    assert let_go(first) is True
    assert stored() == before


@pytest.mark.parametrize("who", [None, "stranger", "steward", "moderator", "patient"])
def test_others_find_a_line_in_place_of_a_reply(client: SiteClient, cast, square, hold, who):
    hold(square.reply)
    if who:
        client.sign_in(getattr(cast, who))
    line = client.page(f"/topics/{square.topic.public_id}").select_one("#p-2")
    assert line.text.strip().startswith(WAITS)
    assert not line.find("a") and not line.find("form")


def test_others_find_a_page_in_place_of_a_topic(client: SiteClient, cast, square, hold, first):
    hold(first)
    page = client.sign_in(cast.other_patient).page(f"/topics/{square.topic.public_id}", 410)
    assert WAITS in page.main.text
    for words in ("Market day", "Finch words", "Robin words"):
        assert words not in page.text
    assert "hidden" not in page.main.text and "moderators" not in page.main.text
    sent = {"body": "Kept words"}
    answer = client.post(f"/topics/{square.topic.public_id}/reply", data=sent)
    assert answer.status_code == 410 and "Kept words" in answer.text


def test_its_author_finds_their_topic_as_they_wrote_it(
    client: SiteClient, cast, square, hold, first
):
    hold(first)
    page = client.sign_in(cast.patient).page(f"/topics/{square.topic.public_id}")
    assert page.h1.text == "Market day"
    assert "Finch words" in page.main.text and "Robin words" not in page.text
    assert page.select_one(f"a[href='/posts/{first.public_id}/edit']")
    assert page.select_one(f"form[action='/posts/{first.public_id}/delete']")


def test_its_author_writes_it_anew_or_takes_it_back(
    client: SiteClient, cast, square, hold, first, row
):
    hold(first)
    client.sign_in(cast.patient)
    sent = {"title": "Another day", "body": "Wren words"}
    assert client.post(f"/posts/{first.public_id}/edit", data=sent).status_code == 303
    assert (row(Post, first.id).body, row(Topic, square.topic.id).title) == (
        "Wren words",
        "Another day",
    )
    assert client.post(f"/posts/{first.public_id}/delete").status_code == 303
    assert row(Group, square.group.id).topic_count == 0
    page = client.page(f"/topics/{square.topic.public_id}", 410)
    assert "was taken back" in page.h1.text and not page.main.find("form")


@pytest.mark.parametrize("act", ["edit", "delete", "react", "history/forget", "restore"])
def test_nobody_else_can_do_anything_with_it(client: SiteClient, cast, square, hold, row, act):
    hold(square.reply)
    for who in (cast.patient, cast.steward, cast.moderator):
        sent = {"body": "Other words", "kind": "hope"}
        answer = client.sign_in(who).post(f"/posts/{square.reply.public_id}/{act}", data=sent)
        assert answer.status_code == 404
    kept = row(Post, square.reply.id)
    assert (kept.body, kept.hidden_as, kept.deleted_by_id) == ("Robin words", "held", None)


@pytest.mark.parametrize("which", ["first", "reply"])
def test_the_api_and_every_list_are_rid_of_it(client: SiteClient, cast, square, hold, first, which):
    hold(first if which == "first" else square.reply)
    gone = "Finch words" if which == "first" else "Robin words"
    topic = client.get(f"/api/v1/topics/{square.topic.public_id}")
    assert topic.status_code == (404 if which == "first" else 200)
    said = [
        topic.text,
        *(client.get(f"/api/v1/groups/open-square{end}").text for end in ("", "/topics")),
    ]
    said.append(client.get("/groups/open-square").text)
    client.sign_in(cast.steward)
    said += [client.get(place).text for place in ("/places", "/", "/groups/open-square")]
    said.append(client.get(f"/posts/{square.reply.public_id}/history").text)
    assert all(gone not in text for text in said)
    assert all(("Market day" in text) <= (which == "reply") for text in said)


def test_nobody_reports_or_screens_it(app: Flask, cast, square, hold, adapter, first):
    hold(first)
    with app.test_request_context():
        assert adapter.seen_by(viewer_of(cast.stranger.id), first.public_id) is None
        found = adapter.find(first.public_id)
        assert (found.waits, found.words) == (True, "Market day\n\nFinch words")
        assert list(adapter.published_since(first.created_at)) == []


def test_what_is_gone_in_another_way_does_not_wait(client: SiteClient, cast, square, hold, row):
    client.sign_in(cast.other_patient).post(f"/posts/{square.reply.public_id}/delete")
    assert hold(square.reply) is False
    assert row(Post, square.reply.id).hidden_as is None


def test_what_waits_long_keeps_its_words(app: Flask, cast, square, hold, row):
    hold(square.reply)
    with app.app_context(), unit_of_work():
        db.session.execute(
            update(Post)
            .where(Post.hidden_as == HELD)
            .values(deleted_at=now() - timedelta(days=400))
        )
        assert sweeping.sweep_deleted() == 0
    assert row(Post, square.reply.id).body == "Robin words"


def test_a_page_with_something_that_waits_asks_no_more(client: SiteClient, cast, square, hold):
    client.sign_in(cast.patient)
    address = f"/topics/{square.topic.public_id}"
    client.page(address)
    with count_queries() as before:
        client.page(address)
    hold(square.reply)
    with count_queries() as after:
        client.page(address)
    assert len(after) == len(before)


def test_a_message_never_waits(app: Flask, make, cast):
    adapter = adapters_of(app).of("message")
    with app.app_context(), pytest.raises(ValueError, match="no program reads"):
        adapter.hide("nothinghere2", by_id=None, as_=HELD)
