"""The forms to write on: previews, refusals that keep the words, redirects."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.community.models import Post, Topic
from app.core.clock import now
from tests.support.client import SiteClient

TOPIC = {"kind": "question", "title": "Kettle question", "body": "How do *you* lift it?"}


def new_topic(client: SiteClient, **values: str):
    return client.post("/groups/open-square/topics/new", data=TOPIC | values)


def test_a_topic_is_opened_and_shown(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    answer = new_topic(client.sign_in(cast.patient), publish="1")
    assert answer.status_code == 303
    page = client.page(answer.location)
    assert page.h1.text == "Kettle question" and page.select_one("#p-1 em").text == "you"


def test_a_preview_shows_and_keeps_the_words_and_posts_nothing(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    answer = new_topic(client.sign_in(cast.patient), preview="1")
    assert answer.status_code == 200 and "<em>you</em>" in answer.text
    assert "How do *you* lift it?" in answer.text and "Kettle question" in answer.text
    assert len(rows(Topic)) == 1


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"body": " "}, {"kind": "x"}, {"title": "a" * 201}]
)
def test_what_was_typed_comes_back_with_a_word_of_what_is_missing(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows, wrong: dict
):
    answer = new_topic(client.sign_in(cast.patient), **wrong, publish="1")
    kept = (TOPIC | wrong)["title"] or TOPIC["body"]
    assert answer.status_code == 422
    assert "There is a problem" in answer.text and kept in answer.text
    assert len(rows(Topic)) == 1


def test_fields_that_the_form_does_not_have_change_nothing(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    extra = {"opened_by_id": "1", "post_count": "99", "evaluation_id": "1", "group_id": "999"}
    new_topic(client.sign_in(cast.other_patient), **extra)
    made = rows(Topic)[-1]
    assert (made.opened_by_id, made.post_count) == (cast.other_patient.id, 1)
    assert (made.evaluation_id, made.group_id) == (None, square.group.id)


def test_members_are_not_offered_an_announcement_and_cannot_make_one(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    page = client.sign_in(cast.patient).page("/groups/open-square/topics/new")
    assert not page.select("input[value=announcement]")
    assert new_topic(client, kind="announcement").status_code == 422
    page = client.sign_in(cast.steward).page("/groups/open-square/topics/new")
    assert page.select("input[value=announcement]")
    assert new_topic(client, kind="announcement").status_code == 303


def test_who_reads_from_outside_is_told_that_writing_needs_joining(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    client.sign_in(cast.stranger)
    client.page("/groups/open-square/topics/new", 403)
    client.page(f"/topics/{square.topic.public_id}/reply", 403)
    assert new_topic(client).status_code == 403


def test_a_reply_leads_to_itself_on_the_last_page(
    client: SiteClient, make, cast: SimpleNamespace, square: SimpleNamespace
):
    topic = make.topic(group=square.group, by=cast.patient, replies=19)
    client.sign_in(cast.patient)
    answer = client.post(f"/topics/{topic.public_id}/reply", data={"body": "Number 21"})
    assert answer.location == f"/topics/{topic.public_id}?page=2#p-21"
    assert "Number 21" in client.page(answer.location).select_one("#p-21").text


def test_a_reply_can_be_looked_at_first(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    client.sign_in(cast.patient)
    data = {"body": "Softly **now**", "preview": "1"}
    answer = client.post(f"/topics/{square.topic.public_id}/reply", data=data)
    assert "<strong>now</strong>" in answer.text and "Softly **now**" in answer.text
    assert len(rows(Post, topic_id=square.topic.id)) == 2


def test_an_empty_reply_is_refused_in_words(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    client.sign_in(cast.patient)
    answer = client.post(f"/topics/{square.topic.public_id}/reply", data={"body": " "})
    assert answer.status_code == 422 and "Write something first." in answer.text


def test_words_sent_to_a_topic_that_was_taken_back_are_given_back(
    client: SiteClient, make, cast: SimpleNamespace, square: SimpleNamespace
):
    topic = make.topic(group=square.group, by=cast.patient, deleted_at=now())
    client.sign_in(cast.other_patient)
    answer = client.post(f"/topics/{topic.public_id}/reply", data={"body": "Long thought"})
    assert answer.status_code == 410 and "Long thought" in answer.text


def test_writing_asks_for_a_sign_in(client: SiteClient, square: SimpleNamespace):
    answer = client.get("/groups/open-square/topics/new")
    assert answer.status_code in (302, 303) and "next=" in answer.location
