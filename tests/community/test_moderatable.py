"""What moderation can do with a post, whoever reads in the group: hiding, bringing back byte-equal,
listing lower."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.accounts.queries import viewer_of
from app.community.models import Group, Post, Topic
from app.core.clock import now
from app.core.database import db
from app.core.errors import NotFound
from app.core.transactions import unit_of_work
from app.moderation.services.registering import Adapter, adapters_of
from tests.support.client import SiteClient


@pytest.fixture
def adapter(app: Flask) -> Adapter:
    """The one for posts."""
    found = adapters_of(app).of("post")
    assert found is not None
    return found


@pytest.fixture
def hide(app: Flask, cast, adapter) -> Callable[..., bool]:
    """By the moderator, who is in no group."""

    def act(post: Any, as_: str = "hide") -> bool:
        with app.app_context(), unit_of_work():
            return adapter.hide(post.public_id, by_id=cast.moderator.id, as_=as_)

    return act


@pytest.fixture
def restore(app: Flask, cast, adapter) -> Callable[..., bool]:
    """By another moderator's decision."""

    def act(post: Any) -> bool:
        with app.app_context(), unit_of_work():
            return adapter.restore(post.public_id, by_id=cast.moderator.id)

    return act


@pytest.fixture
def first(square: SimpleNamespace, rows) -> Post:
    """The post that opened the topic of the square."""
    return rows(Post, topic_id=square.topic.id, position=1)[0]


def stored(app: Flask, *rows: Any) -> list[dict[str, Any]]:
    """Every column of these rows as it stands in the database."""
    with app.app_context():
        fresh = [db.session.get(type(row), row.id) for row in rows]
        return [{c.name: getattr(row, c.key) for c in type(row).__table__.columns} for row in fresh]


def test_a_post_is_found_whoever_looks(app: Flask, circle, cast, adapter):
    with app.test_request_context():
        thing = adapter.find(circle.reply.public_id)
        assert adapter.find("nothinghere2") is None
        assert adapter.author_of(circle.reply.public_id) == cast.other_patient.id
    assert (thing.kind, thing.words, thing.author_name) == ("post", "Plover words", "other patient")
    assert (thing.group_id, thing.place) == (circle.group.id, "Soup day – Quiet circle")
    assert (thing.address, thing.can_be_listed_lower) == (
        f"/posts/{circle.reply.public_id}", False
    )  # fmt: skip


def test_the_first_post_stands_for_its_topic_with_the_title(app: Flask, circle, rows, adapter):
    first = rows(Post, topic_id=circle.topic.id, position=1)[0]
    with app.test_request_context():
        thing = adapter.find(first.public_id)
    assert thing.words == "Soup day\n\nHeron words"
    assert thing.can_be_listed_lower


@pytest.mark.parametrize(("who", "sees"), [("patient", True), ("stranger", False)])
def test_only_who_reads_it_sees_it(app: Flask, circle, cast, adapter, who: str, sees: bool):
    with app.test_request_context():
        seen = adapter.seen_by(viewer_of(getattr(cast, who).id), circle.reply.public_id)
    assert (seen is not None) == sees


def test_what_is_hidden_cannot_be_reported_again(app: Flask, square, cast, adapter, hide, first):
    hide(first)
    with app.test_request_context():
        viewer = viewer_of(cast.stranger.id)
        assert adapter.seen_by(viewer, first.public_id) is None
        assert adapter.seen_by(viewer, square.reply.public_id) is None
        assert adapter.find(square.reply.public_id).hidden_at is not None


@pytest.mark.parametrize("as_", ["hide", "remove"])
@pytest.mark.parametrize("which", ["first", "reply"])
def test_hiding_and_bringing_back_leaves_every_byte_as_it_was(
    app: Flask, square, hide, restore, first, which: str, as_: str
):
    post = first if which == "first" else square.reply
    things = (first, square.reply, square.topic, square.group)
    before = stored(app, *things)
    assert hide(post, as_) is True
    assert stored(app, *things) != before
    assert restore(post) is True
    assert stored(app, *things) == before
    assert restore(post) is False


def test_hiding_alters_no_word(app: Flask, square, hide, first, row):
    hide(first)
    kept, topic = row(Post, first.id), row(Topic, square.topic.id)
    assert (kept.body, kept.html) == (first.body, first.html)
    assert (kept.hidden_as, topic.title) == ("hide", "Market day")
    assert row(Group, square.group.id).topic_count == 0


def test_hiding_twice_counts_once(square, hide, first, row):
    assert hide(first) and not hide(first)
    assert row(Group, square.group.id).topic_count == 0


def test_what_an_author_took_back_is_not_brought_to_light(
    client: SiteClient, square, cast, hide, restore, row
):
    client.sign_in(cast.other_patient).post(f"/posts/{square.reply.public_id}/delete")
    assert hide(square.reply) is False
    assert client.post(f"/posts/{square.reply.public_id}/restore").status_code == 404
    restore(square.reply)
    kept = row(Post, square.reply.id)
    assert (kept.hidden_as, kept.deleted_by_id) == (None, cast.other_patient.id)
    assert kept.deleted_at is not None


def test_what_is_gone_is_not_found(app: Flask, adapter, cast, square):
    gone = SimpleNamespace(public_id="nothinghere2")
    with app.app_context(), unit_of_work():
        for act in (
            lambda: adapter.hide(gone.public_id, by_id=cast.moderator.id, as_="hide"),
            lambda: adapter.restore(gone.public_id, by_id=cast.moderator.id),
            lambda: adapter.list_lower(gone.public_id, is_lower=True),
        ):
            with pytest.raises(NotFound):
                act()


def test_rules_read_what_stands_and_nothing_older(app: Flask, square, adapter, hide, make, cast):
    old = make.post(topic=square.topic, by=cast.patient, created_at=now() - timedelta(days=31))
    hide(square.reply)
    with app.test_request_context():
        found = [one.words for one in adapter.published_since(now() - timedelta(days=30))]
    assert old.body not in found
    assert found == ["Market day\n\nFinch words"]
