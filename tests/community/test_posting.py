"""Opening topics and replying: numbers, counters, refusals."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from app.community.events import PostPublished, TopicOpened
from app.community.models import Group, Membership, Post, ReadingPlace, Topic
from app.community.services import posting
from app.core import events
from app.core.clock import now
from app.core.errors import Forbidden, Invalid, NotFound
from app.core.transactions import unit_of_work
from tests.factories import Maker


def open_topic(**values):
    values = {"kind": "question", "title": "A title", "body": "Some words"} | values
    with unit_of_work():
        return posting.open_topic(**values)


def reply(**values):
    with unit_of_work():
        return posting.reply(**{"body": "A reply"} | values)


@pytest.fixture
def heard(monkeypatch) -> list:
    news: list = []
    for kind in (TopicOpened, PostPublished):
        monkeypatch.setitem(events._listeners, kind, [news.append])
    return news


def test_a_topic_begins_with_post_number_one(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, row, rows, heard
):
    topic = open_topic(by=cast.patient.id, group_id=circle.group.id, title="  Two   words ")
    first = rows(Post, topic_id=topic.id)[0]
    assert (first.position, first.html) == (1, "<p>Some words</p>")
    kept = row(Topic, topic.id)
    assert (kept.title, kept.post_count, kept.last_post_by_id) == ("Two words", 1, cast.patient.id)
    assert row(Group, circle.group.id).topic_count == 2
    assert row(Group, circle.noise.id).topic_count == 1
    assert [type(one).__name__ for one in heard] == ["TopicOpened", "PostPublished"]
    assert heard[1].post_id == first.id


def test_replies_are_numbered_without_gaps(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, row, rows
):
    for number in range(5):
        reply(by=cast.patient.id, topic_id=circle.topic.id, body=f"Words {number}")
    numbers = [post.position for post in rows(Post, topic_id=circle.topic.id)]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]
    assert row(Topic, circle.topic.id).post_count == 7


def test_a_number_is_not_lost_when_the_change_is_given_up(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, rows
):
    def give_up() -> None:
        with unit_of_work():
            posting.reply(by=cast.patient.id, topic_id=circle.topic.id, body="Given up")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        give_up()
    assert reply(by=cast.patient.id, topic_id=circle.topic.id).position == 3
    assert "Given up" not in [post.body for post in rows(Post, topic_id=circle.topic.id)]


def test_replies_at_the_same_time_get_different_numbers(
    app: Flask, cast: SimpleNamespace, circle: SimpleNamespace, rows
):
    together = threading.Barrier(4)

    def answer(name: str) -> None:
        with app.app_context():
            together.wait()
            for number in range(5):
                reply(by=cast.patient.id, topic_id=circle.topic.id, body=f"{name} {number}")

    people = [threading.Thread(target=answer, args=(name,)) for name in "abcd"]
    for person in people:
        person.start()
    for person in people:
        person.join()
    numbers = sorted(post.position for post in rows(Post, topic_id=circle.topic.id))
    assert numbers == list(range(1, 23))


def test_the_same_words_of_somebody_else_are_a_post_of_their_own(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace
):
    reply(by=cast.patient.id, topic_id=circle.topic.id, body="Me too")
    assert reply(by=cast.steward.id, topic_id=circle.topic.id, body="Me too").position == 4
    assert reply(by=cast.patient.id, topic_id=circle.topic.id, body="Me too").position == 5


def test_who_writes_has_read_up_to_there(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, rows
):
    reply(by=cast.patient.id, topic_id=circle.topic.id)
    places = rows(ReadingPlace)
    assert [(one.member_id, one.position) for one in places] == [(cast.patient.id, 3)]


def test_an_import_says_when_it_was_written(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, row
):
    at = now() - timedelta(days=900)
    topic = open_topic(by=cast.patient.id, group_id=circle.group.id, at=at)
    assert row(Topic, topic.id).last_post_at == at


@pytest.mark.parametrize(
    "body", ["", "  \n ", "\u200b\u2060", "[a]: https://b.example", "a" * 40_001, "\0"]
)
def test_a_post_without_words_or_with_too_many_is_refused(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, row, body: str
):
    with pytest.raises(Invalid) as refused:
        reply(by=cast.patient.id, topic_id=circle.topic.id, body=body)
    assert refused.value.field == "body"
    assert row(Topic, circle.topic.id).post_count == 2


@pytest.mark.parametrize("title", ["", " ", "\u200b", "a" * 201])
def test_a_topic_needs_a_title_of_fitting_length(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, title: str
):
    with pytest.raises(Invalid) as refused:
        open_topic(by=cast.patient.id, group_id=circle.group.id, title=title)
    assert refused.value.field == "title"


def test_letters_that_no_database_keeps_are_left_out(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, row
):
    post = reply(by=cast.patient.id, topic_id=circle.topic.id, body="a\0b\ud800c")
    assert row(Post, post.id).body == "abc"


def test_scripts_in_a_post_are_words(inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace):
    post = reply(by=cast.patient.id, topic_id=circle.topic.id, body="<script>x</script> **bold**")
    assert "<script" not in post.html and "<strong>bold</strong>" in post.html


def test_only_stewards_announce(inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace):
    with pytest.raises(Forbidden):
        open_topic(by=cast.patient.id, group_id=circle.group.id, kind="announcement")
    made = open_topic(by=cast.steward.id, group_id=circle.group.id, kind="announcement")
    assert made.kind == "announcement"


@pytest.mark.parametrize("kind", ["", "review", "Question", "experience"])
def test_a_kind_that_is_none_is_refused(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, kind: str
):
    with pytest.raises(Invalid):
        open_topic(by=cast.patient.id, group_id=circle.group.id, kind=kind)


def test_an_experience_carries_the_authors_own_evaluation(
    inside: Flask, make: Maker, cast: SimpleNamespace, circle: SimpleNamespace
):
    treatment = make.concept(kind="treatment")
    mine = make.evaluation(by=cast.patient, treatment=treatment)
    theirs = make.evaluation(by=cast.other_patient, treatment=treatment)
    wanted = {"by": cast.patient.id, "group_id": circle.group.id, "kind": "experience"}
    with pytest.raises(NotFound):
        open_topic(**wanted, evaluation_id=theirs.id)
    assert open_topic(**wanted, evaluation_id=mine.id).evaluation_id == mine.id
    with pytest.raises(Invalid):
        open_topic(**wanted | {"kind": "question"}, evaluation_id=mine.id)


def test_outside_a_group_nobody_writes(
    inside: Flask, make: Maker, cast: SimpleNamespace, circle: SimpleNamespace, square
):
    with pytest.raises(NotFound):
        open_topic(by=cast.stranger.id, group_id=circle.group.id)
    with pytest.raises(NotFound):
        reply(by=cast.stranger.id, topic_id=circle.topic.id)
    with pytest.raises(Forbidden):
        open_topic(by=cast.stranger.id, group_id=square.group.id)
    with pytest.raises(Forbidden):
        reply(by=cast.stranger.id, topic_id=square.topic.id)
    with pytest.raises(Forbidden):
        reply(by=0, topic_id=square.topic.id)


def test_membership_of_another_group_opens_nothing(
    inside: Flask, cast: SimpleNamespace, circle: SimpleNamespace, rows
):
    assert rows(Membership, member_id=cast.carer.id)
    with pytest.raises(NotFound):
        reply(by=cast.carer.id, topic_id=circle.topic.id)
