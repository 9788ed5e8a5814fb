"""The advice of an experience is asked about like its words, and goes no further than its author."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from app.community.models import Post
from app.community.services.experiencing import owner_of, publish
from app.core import step_drafts
from app.core.database import db
from app.core.jobs import run_pending
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Evidence
from app.moderation.services import reporting
from tests.factories import Maker
from tests.support.client import SiteClient

LINK = "https://blog.example/kettles"
BOTH = ("keep_health", "show_groups")
# Opens a case when it stands in the post itself.
ADVICE = "You should stop taking your insulin, you do not need it."


@pytest.fixture
def words_page(client: SiteClient, make: Maker) -> str:
    """The step in which somebody tells it in their own words."""
    begun = client.sign_in(make.member(consents=BOTH)).post("/experiences/new", data={}).location
    return begun.rsplit("/", 1)[0] + "/words"


def send(client: SiteClient, page: str, **fields: str) -> Any:
    return client.post(page, data={"title": "A title", "body": "It took weeks.", **fields})


def named(answer: Any) -> list[str]:
    """The sites that the box names."""
    return [
        one.text for one in BeautifulSoup(answer.text, "html.parser").select(".source-check strong")
    ]


def test_a_link_in_the_advice_is_asked_about_once(client, words_page):
    first = send(client, words_page, advice=f"Read {LINK}")
    assert (first.status_code, named(first)) == (200, ["blog.example"])
    assert send(client, words_page, advice=f"Read {LINK}", anyway="1").status_code in (302, 303)
    assert send(client, words_page, advice=f"Do read {LINK}").status_code in (302, 303)


def test_a_link_that_stands_in_both_is_named_once(client, words_page):
    both = send(client, words_page, body=f"I read {LINK}", advice=f"Read {LINK}")
    assert named(both) == ["blog.example"]


def test_an_order_in_the_advice_is_asked_about_when_the_rules_are_on(app, client, make, cast):
    client.sign_in(cast.moderator).post("/desk/rules/try")
    run_pending(app)
    client.post("/desk/rules/on", data={"reason": "Tried"})
    begun = client.sign_in(make.member(consents=BOTH)).post("/experiences/new", data={}).location
    page = begun.rsplit("/", 1)[0] + "/words"
    assert "Your own story, or advice?" in send(client, page, advice="Take 40 mg twice a day.").text
    assert send(client, page, advice="It needs patience.").status_code in (302, 303)


def test_advice_of_an_entry_stands_in_no_case(app: Flask, client, make, cast) -> None:
    """The consents say who sees an entry: its owner, and members of groups they show it to."""
    client.sign_in(cast.moderator).post("/desk/rules/try")
    run_pending(app)
    client.post("/desk/rules/on", data={"reason": "Tried"})
    writer, reader = make.member(consents=BOTH), make.member()
    post_id = experience_of(app, make, writer, reader)
    with app.test_request_context(), unit_of_work():
        assert db.session.scalars(select(Case)).all() == []
        reporting.report(
            by=make.viewer(member=reader), kind="post", thing_id=post_id, reason="other", words="So"
        )
        (kept,) = db.session.scalars(select(Evidence)).all()
        assert "Slow but steady" in kept.words
        assert "insulin" not in kept.words


def experience_of(app: Flask, make: Maker, writer: Any, reader: Any) -> str:
    """An experience with its card shown to a group; gives its first post."""
    make.group(name="Low days", slug="low-days", members=(writer, reader))
    drug = make.concept(kind="treatment", name="Insulin")
    meaning = {"name": "Insulin", "also": "insulin", "ids": [drug.id]}
    answers = {
        "treatment": {"words": "insulin", "asks": [meaning], "means": meaning},
        "purposes": [{"words": "sugar", "asks": [], "means": None}],
        "title": "Slow but steady", "body": "It took weeks.", "advice": ADVICE,
        "group": "low-days", "show_card": "yes", "reached_check": True,
    }  # fmt: skip
    with app.test_request_context(), unit_of_work():
        by = make.viewer(member=writer)
        draft = step_drafts.start(owner=owner_of(by), kind="experience", answers=answers)
        topic = publish(by=by, draft=draft)
        return db.session.scalars(select(Post.public_id).where(Post.topic_id == topic.id)).one()
