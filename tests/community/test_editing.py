"""Changing a post, and the page that shows how it changed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.community.models import Post, PostRevision, Topic
from app.community.queries import MOST_VERSIONS
from tests.support.client import SiteClient


def change(client: SiteClient, post, **values: str):
    return client.post(f"/posts/{post.public_id}/edit", data=values)


@pytest.fixture
def first(square: SimpleNamespace, rows):
    return rows(Post, topic_id=square.topic.id, position=1)[0]


def test_an_author_changes_words_and_title(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, first, row, rows
):
    answer = change(client.sign_in(cast.patient), first, title="New day", body="Finch *songs*")
    assert answer.location == f"/topics/{square.topic.public_id}#p-1"
    assert row(Topic, square.topic.id).title == "New day"
    assert row(Post, first.id).html == "<p>Finch <em>songs</em></p>"
    kept = rows(PostRevision)
    assert [(one.title, one.body) for one in kept] == [("Market day", "Finch words")]
    assert "edited, see changes" in client.page(answer.location).select_one("#p-1").text


def test_a_reply_has_no_title_to_change(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row
):
    client.sign_in(cast.other_patient)
    assert not client.page(f"/posts/{square.reply.public_id}/edit").select("[name=title]")
    change(client, square.reply, title="Taken over", body="Robin songs")
    assert row(Topic, square.topic.id).title == "Market day"
    assert row(Post, square.reply.id).body == "Robin songs"


def test_saving_the_same_words_keeps_no_version(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows, row
):
    change(client.sign_in(cast.other_patient), square.reply, body="Robin words")
    assert not rows(PostRevision) and row(Post, square.reply.id).edited_at is None


def test_a_change_can_be_looked_at_first(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row
):
    answer = change(client.sign_in(cast.other_patient), square.reply, body="**Big**", preview="1")
    assert "<strong>Big</strong>" in answer.text and "**Big**" in answer.text
    assert row(Post, square.reply.id).body == "Robin words"


def test_empty_words_are_refused_and_the_old_ones_stay(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row
):
    answer = change(client.sign_in(cast.other_patient), square.reply, body=" ")
    assert answer.status_code == 422 and row(Post, square.reply.id).body == "Robin words"


def test_who_left_the_group_no_longer_changes_words(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    client.sign_in(cast.other_patient).post("/groups/open-square/leave")
    client.page(f"/posts/{square.reply.public_id}/edit", 403)
    assert change(client, square.reply, body="Later words").status_code == 403


def test_the_history_says_in_words_what_came_and_went(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    change(client.sign_in(cast.other_patient), square.reply, body="Robin songs in rain")
    change(client, square.reply, body="Robin songs in sun")
    page = client.page(f"/posts/{square.reply.public_id}/history")
    newest, older = page.select(".changes li")
    assert newest.select_one("del").text.split() == ["removed:", "rain"]
    assert newest.select_one("ins").text.split() == ["added:", "sun"]
    assert older.select_one("del").text.split() == ["removed:", "words"]


def test_a_post_that_never_changed_says_so(client: SiteClient, square: SimpleNamespace):
    page = client.page(f"/posts/{square.reply.public_id}/history")
    assert "No earlier versions" in page.main.text


def test_the_author_wipes_earlier_versions(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    change(client.sign_in(cast.other_patient), square.reply, body="Robin songs")
    answer = client.post(f"/posts/{square.reply.public_id}/history/forget")
    assert answer.status_code == 303 and not rows(PostRevision)
    assert "Robin words" not in client.page(answer.location).text


def test_others_see_the_history_without_a_way_to_wipe_it(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    change(client.sign_in(cast.other_patient), square.reply, body="Robin songs")
    page = client.sign_in(cast.patient).page(f"/posts/{square.reply.public_id}/history")
    assert page.select("ins") and not page.main.select("form")


def test_a_long_history_shows_its_newest_changes_and_says_that_there_are_more(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    client.sign_in(cast.other_patient)
    for number in range(MOST_VERSIONS + 1):
        change(client, square.reply, body=f"Robin{number}")
    page = client.page(f"/posts/{square.reply.public_id}/history")
    newest, *_rest, oldest = shown = page.select(".changes li")
    assert len(shown) == MOST_VERSIONS
    assert f"Robin{MOST_VERSIONS}" in newest.text and "Robin0" in oldest.select_one("del").text
    assert "Older changes are kept but not shown." in page.main.text
