"""Asking an author whether they tell their own story or give advice: once, and never a wall."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.community.models import Post
from app.core.database import db
from app.core.jobs import run_pending
from app.moderation.models import Case
from app.moderation.services import asking_authors
from tests.factories import Maker
from tests.support.client import SiteClient

UNCLEAR = "Take 40 mg twice a day."


@pytest.fixture
def rules_on(app: Flask, client: SiteClient, cast: SimpleNamespace) -> None:
    """A moderator tried the rules and switched them on."""
    client.sign_in(cast.moderator).post("/desk/rules/try")
    run_pending(app)
    assert client.post("/desk/rules/on", data={"reason": "Tried"}).status_code == 303


@pytest.fixture
def topic(make: Maker, cast: SimpleNamespace) -> str:
    """The address of a conversation that the patient writes in."""
    group = make.group(members=(cast.patient,))
    return f"/topics/{make.topic(group=group, by=cast.patient).public_id}"


def said(app, body: str) -> int:
    with app.app_context():
        return len(list(db.session.scalars(select(Post.id).where(Post.body == body))))


def test_the_author_is_asked_once_and_then_it_goes_out(app, client, cast, rules_on, topic):
    client.sign_in(cast.patient)
    page = client.post(f"{topic}/reply", data={"body": UNCLEAR})
    assert page.status_code == 200
    assert "Your own story, or advice?" in page.text
    assert UNCLEAR in page.text
    assert said(app, UNCLEAR) == 0
    sent = client.post(f"{topic}/reply", data={"body": UNCLEAR, "thought": "y"})
    assert (sent.status_code, said(app, UNCLEAR)) == (303, 1)


def test_post_anyway_asks_nothing(app, client, cast, rules_on, topic):
    client.sign_in(cast.patient).post(f"{topic}/reply", data={"body": UNCLEAR, "anyway": "1"})
    assert said(app, UNCLEAR) == 1


@pytest.mark.parametrize(
    "body", ["I take 40 mg twice a day.", "My doctor told me to stop, and I feel better now."]
)
def test_an_own_story_is_not_asked_about(client, cast, rules_on, topic, body):
    sent = client.sign_in(cast.patient).post(f"{topic}/reply", data={"body": body})
    assert sent.status_code == 303


def test_it_opens_no_case(app, client, cast, rules_on, topic):
    client.sign_in(cast.patient).post(f"{topic}/reply", data={"body": UNCLEAR, "anyway": "1"})
    with app.app_context():
        assert db.session.scalars(select(Case)).all() == []


def test_nothing_is_asked_while_the_rules_are_off(client, cast, topic):
    sent = client.sign_in(cast.patient).post(f"{topic}/reply", data={"body": UNCLEAR})
    assert sent.status_code == 303


def test_an_edit_that_changes_something_else_is_not_asked_about(app, client, cast, rules_on, topic):
    client.sign_in(cast.patient).post(f"{topic}/reply", data={"body": UNCLEAR, "anyway": "1"})
    with app.app_context():
        post = db.session.scalars(select(Post.public_id).where(Post.body == UNCLEAR)).one()
    words = f"{UNCLEAR} Good night."
    assert client.post(f"/posts/{post}/edit", data={"body": words}).status_code == 303


def test_a_rule_that_stumbles_keeps_nobody_from_posting(client, cast, rules_on, topic, monkeypatch):
    def stumble(_text: str) -> None:
        raise ValueError("a word it cannot take")

    monkeypatch.setattr(asking_authors, "screened", stumble)
    sent = client.sign_in(cast.patient).post(f"{topic}/reply", data={"body": UNCLEAR})
    assert sent.status_code == 303
