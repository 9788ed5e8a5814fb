"""A limit on how often somebody writes: one for all ways of writing, whatever they go by."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.models import Member
from app.chat.models import Room
from app.community.models import Post
from app.community.services import posting
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Restriction
from tests.support.at_once import at_once
from tests.support.client import SiteClient
from tests.support.queries import count_queries

SAYS = "You can write again in"


@pytest.fixture
def mine(make, talk: SimpleNamespace, hold) -> SimpleNamespace:
    """A post and a message of the patient of yesterday; from now on they write once an hour."""
    long_ago = now() - timedelta(days=1)
    post = make.post(topic=talk.topic, by=talk.patient, body="Old post", created_at=long_ago)
    said = make.message(room=talk.room, by=talk.patient, body="Old words", created_at=long_ago)
    hold("reply_limit")
    return SimpleNamespace(post=post, said=said)


def ways(talk: SimpleNamespace, mine: SimpleNamespace) -> dict[str, Any]:
    """Each way of writing, from the limited member's browser or page: what came back."""
    client = talk.browser
    room, topic = f"/rooms/{talk.room.public_id}", f"/topics/{talk.topic.public_id}"
    message = f"{room}/messages/{mine.said.public_id}"
    words = {"body": "Newest words"}
    opened = words | {"title": "New topic", "kind": "question"}
    return {
        "topic": lambda: client.post("/groups/talkers/topics/new", data=opened),
        "reply": lambda: client.post(f"{topic}/reply", data=words),
        "edit": lambda: client.post(f"/posts/{mine.post.public_id}/edit", data=words),
        "message": lambda: client.post(room, data=words | {"client_id": "form-0001"}),
        "by page": lambda: client.post(f"{room}/news", data=words | {"client_id": "page-0001"}),
        "edited message": lambda: client.post(f"{message}/edit", data=words),
        "socket": lambda: talk.one.say(talk.room, "Newest words"),
    }


WAYS = ("topic", "reply", "edit", "message", "by page", "edited message", "socket")


def is_taken(answer: Any) -> bool:
    """Whether it was kept; a socket answers with a dictionary."""
    if isinstance(answer, dict):
        return bool(answer["ok"])
    assert answer.status_code in (200, 303, 422), answer.status
    return answer.status_code != 422


@pytest.mark.parametrize("first", WAYS)
def test_one_way_of_writing_uses_up_every_other(talk, mine, first: str):
    act = ways(talk, mine)
    assert is_taken(act[first]())
    for name in WAYS:
        if name != first:
            assert not is_taken(act[name]()), name


@pytest.mark.parametrize("way", WAYS)
def test_the_refusal_is_clear_and_the_words_are_kept(talk, mine, make, way: str):
    make.post(topic=talk.topic, by=talk.patient)
    answer = ways(talk, mine)[way]()
    if way == "socket":
        assert SAYS in answer["fields"]["body"]
    elif way == "by page":
        assert SAYS in answer.get_json()["fields"]["body"]
    else:
        assert answer.status_code == 422
        assert SAYS in answer.text and "Newest words" in answer.text


def test_deleting_makes_no_room_for_more(talk, mine):
    act = ways(talk, mine)
    assert is_taken(act["reply"]())
    with talk.browser.application.app_context():
        newest = db.session.query(Post).order_by(Post.id.desc()).first().public_id
    talk.browser.post(f"/posts/{newest}/delete")
    assert not is_taken(act["reply"]())
    assert not is_taken(act["message"]())


def test_what_waits_for_a_host_counts(app: Flask, talk, mine, make):
    make.held(room=talk.room, by=talk.patient)
    assert not is_taken(ways(talk, mine)["reply"]())


def test_asking_for_a_conversation_counts_as_writing(app: Flask, talk, mine, make, cast):
    make.post(topic=talk.topic, by=talk.patient)
    with app.app_context(), unit_of_work():
        db.session.execute(update(Member).values(age_confirmed=18))
    answer = talk.browser.post(
        f"/members/{cast.other_patient.public_id}/write", data={"body": "Newest words"}
    )
    assert answer.status_code == 422
    assert SAYS in answer.text and "Newest words" in answer.text
    with app.app_context():
        assert not db.session.query(Room).filter_by(kind="direct").all()


def test_saving_the_same_words_is_no_writing(app: Flask, talk, mine):
    same = {"body": "Old post"}
    edit = f"/posts/{mine.post.public_id}/edit"
    assert talk.browser.post(edit, data=same).status_code == 303
    assert is_taken(ways(talk, mine)["reply"]())


@pytest.mark.parametrize("minutes", [59, 61])
def test_after_the_pause_one_more(app: Flask, talk, mine, minutes: int):
    act = ways(talk, mine)
    assert is_taken(act["reply"]())
    with app.app_context(), unit_of_work():
        at = now() - timedelta(minutes=minutes)
        db.session.execute(update(Post).where(Post.created_at > at).values(created_at=at))
    assert is_taken(act["socket"]()) == (minutes > 60)


@pytest.mark.parametrize("values", [{"until": now() - timedelta(seconds=1)}, {"lifted_at": now()}],
                         ids=["over", "lifted"])  # fmt: skip
def test_it_ends_by_the_clock_or_by_hand(app: Flask, talk, mine, values: dict[str, Any]):
    act = ways(talk, mine)
    assert is_taken(act["reply"]())
    assert not is_taken(act["message"]())
    with app.app_context(), unit_of_work():
        db.session.execute(update(Restriction).values(values))
    assert is_taken(act["message"]())


def test_others_write_as_ever(talk, mine):
    for number in range(3):
        assert talk.other.say(talk.room, f"Words {number}")["ok"]
    topic = f"/topics/{talk.topic.public_id}/reply"
    for _ in range(2):
        assert talk.other.browser.post(topic, data={"body": "More"}).status_code == 303


def test_two_pages_at_once_get_one_through(app: Flask, talk, mine, rows):
    client = talk.browser
    works, topic = [], f"/topics/{talk.topic.public_id}/reply"
    for number in range(4):
        browser: SiteClient = app.test_client()
        browser.set_cookie("session", client.get_cookie("session").value)
        works.append(lambda one=browser, n=number: one.post(topic, data={"body": f"At once {n}"}))
    assert at_once(app, works) == []
    assert len([one for one in rows(Post) if one.body.startswith("At once")]) == 1


def test_a_contribution_asks_one_statement_about_limits(app: Flask, talk, make):
    with app.app_context(), unit_of_work(), count_queries() as seen:
        viewer = make.viewer(member=talk.patient)
        posting.reply(by=viewer, topic_id=talk.topic.id, body="Words")
    assert len([one for one in seen if "FROM restrictions" in one]) == 1


def test_imports_are_not_limited(app: Flask, talk, mine, make):
    make.post(topic=talk.topic, by=talk.patient)
    with app.app_context(), unit_of_work():
        posting.reply(by=talk.patient.id, topic_id=talk.topic.id, body="From elsewhere", at=now())
