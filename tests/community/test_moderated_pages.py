"""What everybody finds where moderators took a post away, and how nobody gets around it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.services import retention
from app.community.models import Post, PostRevision, Topic
from app.community.services import hiding, sweeping
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Appeal, Decision
from app.moderation.steps import HIDE, REMOVE
from tests.moderation.restrictions.judging import judge, reverse
from tests.support.client import SiteClient
from tests.support.queries import count_queries


@pytest.fixture
def first(square: SimpleNamespace, rows) -> Post:
    """The post that opened the topic of the square."""
    return rows(Post, topic_id=square.topic.id, position=1)[0]


@pytest.fixture
def hidden(app: Flask, square: SimpleNamespace, cast: SimpleNamespace) -> Decision:
    """The reply of the other patient, hidden by a decision."""
    return judge(app, cast.moderator, square.reply, HIDE)


def age(app: Flask, days: int) -> None:
    """As if everything was decided and deleted so many days ago."""
    at = now() - timedelta(days=days)
    with app.app_context(), unit_of_work():
        db.session.execute(update(Decision).values(taken_at=at))
        for model in (Post, Topic):
            gone = update(model).where(model.deleted_at.is_not(None))
            db.session.execute(gone.values(deleted_at=at))


def sweep(app: Flask) -> int:
    """One turn of the sweep."""
    with app.app_context(), unit_of_work():
        return sweeping.sweep_deleted()


@pytest.mark.parametrize("who", ["stranger", "patient", "other_patient", "steward", "moderator"])
def test_a_placeholder_says_by_whom_and_by_which_rule(
    client: SiteClient, cast, square, hidden, who: str
):
    page = client.sign_in(getattr(cast, who)).page(f"/topics/{square.topic.public_id}")
    line = page.select_one("#p-2")
    assert "Hidden by moderators. The rule: Misleading about health" in line.text
    assert "Robin words" not in page.text and "Finch words" in page.text
    assert line.find("form") is None
    link = line.find("a")
    assert (link["href"] if link else None) == ("/me/standing" if who == "other_patient" else None)


def test_only_pages_with_something_hidden_ask_for_the_rule(
    app: Flask, client: SiteClient, cast, square
):
    address = f"/topics/{square.topic.public_id}"
    client.page(address)
    with count_queries() as before:
        client.page(address)
    judge(app, cast.moderator, square.reply, HIDE)
    with count_queries() as after:
        client.page(address)
    assert len(after) == len(before) + 1


def test_a_hidden_topic_says_so_in_place_of_everything(
    app: Flask, client: SiteClient, cast, square, first
):
    judge(app, cast.moderator, first, REMOVE, ground="promotion")
    other = client.sign_in(cast.other_patient)
    page = other.page(f"/topics/{square.topic.public_id}", 410)
    assert page.h1.text == "This topic was hidden by moderators"
    assert "The rule: Selling or advertising" in page.main.text
    assert not page.main.find("form")
    for words in ("Market day", "Finch words", "Robin words"):
        assert words not in page.text
    mine = client.application.test_client().sign_in(cast.patient)
    assert mine.page(f"/topics/{square.topic.public_id}", 410).select_one("a[href='/me/standing']")


def test_words_that_were_being_sent_to_it_come_back(
    app: Flask, client: SiteClient, cast, square, first
):
    judge(app, cast.moderator, first, HIDE)
    client.sign_in(cast.other_patient)
    answer = client.post(f"/topics/{square.topic.public_id}/reply", data={"body": "Kept words"})
    assert answer.status_code == 410 and "Kept words" in answer.text


@pytest.mark.parametrize("who", ["author", "moderator", "steward"])
@pytest.mark.parametrize("which", ["first", "reply"])
def test_nobody_brings_it_back_from_its_page(
    app: Flask, client: SiteClient, cast, square, first, row, who: str, which: str
):
    post, author = {
        "first": (first, cast.patient), "reply": (square.reply, cast.other_patient)
    }[which]  # fmt: skip
    judge(app, cast.moderator, post, HIDE)
    client.sign_in(author if who == "author" else getattr(cast, who))
    assert client.post(f"/posts/{post.public_id}/restore").status_code == 404
    assert row(Post, post.id).hidden_as == "hide"


@pytest.mark.parametrize("act", ["edit", "delete", "react", "history/forget"])
def test_its_author_can_do_nothing_with_it(client: SiteClient, cast, square, hidden, row, act):
    client.sign_in(cast.other_patient)
    sent = {"body": "The same in other words", "kind": "hope"}
    assert client.post(f"/posts/{square.reply.public_id}/{act}", data=sent).status_code == 404
    for page in ("edit", "history"):
        client.page(f"/posts/{square.reply.public_id}/{page}", 404)
    assert row(Post, square.reply.id).body == "Robin words"


def test_deleting_first_is_no_way_around_it(app: Flask, client: SiteClient, cast, square, row):
    client.sign_in(cast.other_patient).post(f"/posts/{square.reply.public_id}/delete")
    with app.app_context(), unit_of_work():
        hiding.hide(square.reply.public_id, by_id=cast.moderator.id, as_="remove")
    assert client.post(f"/posts/{square.reply.public_id}/restore").status_code == 404


def test_reversing_the_decision_brings_it_back(
    app: Flask, client: SiteClient, cast, square, hidden, row
):
    before = row(Post, square.reply.id).body
    reverse(app, cast.moderator, hidden)
    page = client.page(f"/topics/{square.topic.public_id}")
    assert before in page.select_one("#p-2").text and "Hidden" not in page.text


@pytest.mark.parametrize("which", ["first", "reply"])
def test_the_api_and_every_list_are_rid_of_it(
    app: Flask, client: SiteClient, cast, square, first, which: str
):
    judge(app, cast.moderator, first if which == "first" else square.reply, HIDE)
    gone = "Finch words" if which == "first" else "Robin words"
    topic = client.get(f"/api/v1/topics/{square.topic.public_id}")
    assert topic.status_code == (404 if which == "first" else 200)
    assert gone not in topic.text
    titles = [client.get(f"/api/v1/groups/open-square{end}").text for end in ("", "/topics")]
    titles.append(client.get("/groups/open-square").text)
    client.sign_in(cast.patient)
    titles += [client.get("/places").text, client.get("/").text]
    assert all(gone not in text for text in titles)
    assert all(("Market day" in text) <= (which == "reply") for text in titles)


def test_hidden_words_wait_for_the_end_of_appeals(app: Flask, square, cast, hidden, row, rows):
    for days, emptied in ((31, 0), (183, 0), (185, 1)):
        age(app, days)
        with app.app_context():
            assert ("posts" in retention.due()) == bool(emptied)
        assert sweep(app) == emptied
    assert row(Post, square.reply.id).body == ""
    assert not rows(PostRevision)


def test_so_do_a_hidden_topics_title_and_replies(app: Flask, square, cast, first, row):
    judge(app, cast.moderator, first, HIDE)
    age(app, 183)
    assert sweep(app) == 0
    assert row(Topic, square.topic.id).title == "Market day"
    age(app, 185)
    assert sweep(app) == 2
    assert row(Topic, square.topic.id).title == ""


def test_an_appeal_that_waits_keeps_them_longer(app: Flask, square, cast, hidden, row):
    with app.app_context(), unit_of_work():
        db.session.add(Appeal(decision_id=hidden.id, member_id=cast.other_patient.id,
                              standing="author", words="Look again"))  # fmt: skip
    age(app, 200)
    assert sweep(app) == 0
    reverse(app, cast.moderator, hidden)
    assert row(Post, square.reply.id).body == "Robin words"


def test_what_was_emptied_stays_away_when_the_decision_is_reversed(
    app: Flask, client: SiteClient, square, cast, hidden, row
):
    age(app, 185)
    sweep(app)
    reverse(app, cast.moderator, hidden)
    kept = row(Post, square.reply.id)
    assert (kept.body, kept.deleted_at is None) == ("", False)
    client.page(f"/topics/{square.topic.public_id}")


def report_link(page: Any, position: int) -> str | None:
    """Where the report link of a post leads."""
    link = page.select_one(f"#p-{position} a[href^='/report/']")
    return link["href"] if link else None


def test_others_words_can_be_reported_from_where_they_stand(client: SiteClient, cast, square):
    address = f"/topics/{square.topic.public_id}"
    assert report_link(client.page(address), 2) is None
    page = client.sign_in(cast.patient).page(address)
    assert report_link(page, 1) is None
    assert report_link(page, 2) == f"/report/post/{square.reply.public_id}"
    client.page(f"/report/post/{square.reply.public_id}")
