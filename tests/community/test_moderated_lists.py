"""Topics that moderators listed lower: by when they were opened, whatever is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.community.models import Post, Topic
from app.core.clock import now
from app.core.transactions import unit_of_work
from app.moderation.services.registering import adapters_of
from tests.support.client import SiteClient
from tests.support.queries import count_queries


@pytest.fixture
def shelf(make, cast) -> list[Any]:
    """A group with 25 topics, opened an hour apart, the newest first; each was answered since."""
    group = make.group(slug="shelf", audience="public", members=(cast.patient, cast.other_patient))
    begin, topics = now() - timedelta(days=9), []
    for number in range(25):
        at = begin + timedelta(hours=number)
        topic = make.topic(group=group, by=cast.patient, title=f"No {number:02}", created_at=at)
        topics.append(topic)
    for topic in topics:
        make.post(topic=topic, by=cast.other_patient)
    return topics[::-1]


@pytest.fixture
def list_lower(app: Flask, rows) -> Callable[..., None]:
    """`list_lower(topic)`, `list_lower(topic, False)` by its first post."""

    def act(topic: Any, is_lower: bool = True) -> None:
        first = rows(Post, topic_id=topic.id, position=1)[0]
        with app.app_context(), unit_of_work():
            adapters_of(app).of("post").list_lower(first.public_id, is_lower=is_lower)

    return act


def listed(client: SiteClient) -> list[str]:
    """The titles of all pages of the group's list, in their order."""
    found, address = [], "/groups/shelf"
    while address:
        page = client.page(address)
        found += [one.text for one in page.select(".topics h3")]
        older = page.select_one("a[rel=next], .pager a")
        address = older["href"] if older else ""
    return found


def test_a_topic_listed_lower_stands_where_it_was_opened(client, shelf, list_lower):
    titles = [topic.title for topic in shelf]
    assert listed(client) == titles
    list_lower(shelf[0])
    assert listed(client) == [*titles[1:], titles[0]]


def test_answers_do_not_move_it_up(client, shelf, list_lower, cast, row):
    list_lower(shelf[0])
    before = row(Topic, shelf[0].id).last_post_at
    client.sign_in(cast.other_patient)
    client.post(f"/topics/{shelf[0].public_id}/reply", data={"body": "Up!"})
    assert listed(client)[-1] == shelf[0].title
    after = row(Topic, shelf[0].id)
    assert (after.last_post_at, after.post_count) == (before, 3)


def test_lifting_it_puts_it_back_to_the_very_moment(client, shelf, list_lower, row):
    before = row(Topic, shelf[3].id).last_post_at
    list_lower(shelf[3])
    assert row(Topic, shelf[3].id).last_post_at != before
    list_lower(shelf[3], False)
    after = row(Topic, shelf[3].id)
    assert (after.last_post_at, after.reduced_at) == (before, None)
    assert listed(client) == [topic.title for topic in shelf]


def test_the_page_still_reads_as_before_and_asks_no_more(client, shelf, list_lower):
    client.page("/groups/shelf")
    with count_queries() as before:
        client.page("/groups/shelf")
    list_lower(shelf[0])
    with count_queries() as after:
        client.page("/groups/shelf")
    assert len(after) == len(before)
    assert "Some words" in client.page(f"/topics/{shelf[0].public_id}").text


def test_a_reply_has_no_place_in_a_list(app, client, shelf, rows):
    reply = rows(Post, topic_id=shelf[0].id, position=2)[0]
    with app.app_context(), unit_of_work():
        adapters_of(app).of("post").list_lower(reply.public_id, is_lower=True)
    assert listed(client)[0] == shelf[0].title
