"""What publishing an experience makes, and what it never makes twice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import ConsentState
from app.catalogue.models import Proposal
from app.community.models import Membership, Post, Topic
from app.community.services.experiencing import owner_of, publish
from app.core import step_drafts
from app.core.database import db
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.step_drafts import StepDraft
from app.core.transactions import unit_of_work
from app.health.models import Evaluation, EvaluationShare
from app.health.queries import mine
from tests.factories import Maker
from tests.support.client import SiteClient

BOTH = ("keep_health", "show_groups")


@pytest.fixture
def world(app: Flask, make: Maker) -> SimpleNamespace:
    """A writer with a finished draft, and a reader in the same group."""
    writer, reader = make.member(consents=BOTH), make.member()
    group = make.group(name="Low days", slug="low-days", members=(writer, reader))
    drug = make.concept(kind="treatment", name="Sertraline")
    low = make.concept(kind="condition", name="Depression")
    meaning = {"name": "Sertraline", "also": "zoloft", "ids": [drug.id]}
    answers = {
        "treatment": {"words": "zoloft", "asks": [meaning], "means": meaning},
        "purposes": [
            {
                "words": "feeling low",
                "asks": [{}],
                "means": {"name": "Depression", "also": "", "ids": [low.id]},
            },
            {"words": "the grey veil", "asks": [], "means": None},
        ],
        "effectiveness": "3",
        "side_effects": "unsure",
        "named": [{"words": "shaky hands", "id": None}],
        "stop_reasons": ["expense"],
        "still_taking": "False",
        "title": "Slow but steady",
        "body": "It took *six* weeks.",
        "group": "low-days",
        "show_card": "yes",
        "reached_check": True,
    }
    return SimpleNamespace(writer=writer, reader=reader, group=group, answers=answers, app=app)


def draft_of(world: Any, make: Maker, **changes: Any) -> str:
    """Put the finished draft down; gives its public id."""
    with world.app.app_context(), unit_of_work():
        owner = owner_of(make.viewer(member=world.writer))
        answers = {**world.answers, **changes}
        return step_drafts.start(owner=owner, kind="experience", answers=answers).public_id


def press_publish(client: SiteClient, draft: str) -> Any:
    """Send the form of the check page."""
    return client.post(f"/experiences/new/{draft}/publish")


def count(app: Flask, model: Any) -> int:
    """Rows of a table."""
    with app.app_context():
        return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def test_publishing_makes_a_topic_that_carries_the_evaluation(
    client: SiteClient, make: Maker, world: Any
) -> None:
    client.sign_in(world.writer)
    answer = press_publish(client, draft_of(world, make))
    page = client.page(answer.location)
    assert "Slow but steady" in page.h1.get_text()
    assert page.find("em").get_text() == "six"
    card = page.select_one(".experience-card").get_text(" ")
    assert "zoloft (Sertraline)" in card and "the grey veil" in card and "Worked well" in card
    with world.app.app_context():
        topic = db.session.scalars(select(Topic)).one()
        row = db.session.get_one(Evaluation, topic.evaluation_id)
        assert (row.effectiveness, row.side_effects, row.still_taking) == (3, None, False)
        assert db.session.scalars(select(Proposal.words)).all() == ["the grey veil"]
    assert count(world.app, StepDraft) == 0


def test_another_member_of_the_group_sees_the_card_until_it_is_taken_back(
    client: SiteClient, make: Maker, world: Any
) -> None:
    client.sign_in(world.writer)
    topic = press_publish(client, draft_of(world, make)).location
    reader = world.app.test_client().sign_in(world.reader)
    assert reader.page(topic).select_one(".experience-card")
    with world.app.app_context(), unit_of_work():
        state = db.session.query(ConsentState)
        state.filter_by(member_id=world.writer.id, purpose="show_groups").one().holds = False
    assert not reader.page(topic).select_one(".experience-card")
    assert "Slow but steady" in reader.page(topic).h1.get_text()


def test_without_the_card_only_the_words_are_told(
    client: SiteClient, make: Maker, world: Any
) -> None:
    client.sign_in(world.writer)
    topic = press_publish(client, draft_of(world, make, show_card="no")).location
    reader = world.app.test_client().sign_in(world.reader)
    assert not reader.page(topic).select_one(".experience-card")
    assert count(world.app, EvaluationShare) == 0


def test_pressing_twice_gives_the_same_topic_once(
    client: SiteClient, make: Maker, world: Any
) -> None:
    client.sign_in(world.writer)
    draft = draft_of(world, make)
    first, second = press_publish(client, draft), press_publish(client, draft)
    assert first.location == second.location
    assert client.get(f"/experiences/new/{draft}/check").location == first.location
    assert (count(world.app, Topic), count(world.app, Evaluation)) == (1, 1)


def test_two_experiences_of_one_treatment_count_as_one_person(
    client: SiteClient, make: Maker, world: Any
) -> None:
    client.sign_in(world.writer)
    press_publish(client, draft_of(world, make))
    press_publish(client, draft_of(world, make))
    with world.app.app_context():
        entries = mine(make.viewer(member=world.writer))
    assert [one.card.is_current for one in entries] == [True, False]


def test_a_draft_that_lacks_something_is_not_published(
    client: SiteClient, make: Maker, world: Any
) -> None:
    client.sign_in(world.writer)
    answer = press_publish(client, draft_of(world, make, title=""))
    assert answer.location.endswith("/words")
    assert count(world.app, Topic) == 0


def test_what_a_service_refuses_is_said_on_the_check_page_and_nothing_is_kept(
    client: SiteClient, make: Maker, world: Any
) -> None:
    client.sign_in(world.writer)
    answer = press_publish(client, draft_of(world, make, body="\u200b", effectiveness="3"))
    assert answer.status_code == 422
    assert "Write something first." in answer.text
    assert count(world.app, Evaluation) == 0
    assert count(world.app, StepDraft) == 1


@pytest.mark.parametrize("missing", BOTH)
def test_without_a_consent_nothing_is_half_published(
    app: Flask, make: Maker, world: Any, missing: str
) -> None:
    draft_of(world, make)
    with app.app_context():
        with unit_of_work():
            state = db.session.query(ConsentState)
            state.filter_by(member_id=world.writer.id, purpose=missing).one().holds = False
        viewer = make.viewer(member=world.writer)
        with pytest.raises(Conflict), unit_of_work():
            publish(by=viewer, draft=db.session.query(StepDraft).one())
    assert (count(app, Topic), count(app, Evaluation), count(app, Post)) == (0, 0, 0)


def test_who_left_the_group_meanwhile_does_not_write_in_it(
    app: Flask, make: Maker, world: Any
) -> None:
    draft_of(world, make)
    with app.app_context():
        with unit_of_work():
            db.session.query(Membership).filter_by(member_id=world.writer.id).delete()
        viewer = make.viewer(member=world.writer)
        with pytest.raises(Forbidden), unit_of_work():
            publish(by=viewer, draft=db.session.query(StepDraft).one())
    assert count(app, Evaluation) == 0


def test_a_draft_that_went_meanwhile_is_not_there(app: Flask, make: Maker, world: Any) -> None:
    draft_of(world, make)
    with app.app_context():
        viewer = make.viewer(member=world.writer)
        with unit_of_work():
            draft = db.session.query(StepDraft).one()
            db.session.query(StepDraft).delete(synchronize_session=False)
            with pytest.raises(NotFound):
                publish(by=viewer, draft=draft)


def test_showing_to_a_group_needs_a_place_in_it(
    client: SiteClient, make: Maker, world: Any
) -> None:
    elsewhere = make.group()
    row = make.evaluation(by=world.writer, treatment=make.concept(kind="treatment"))
    address = f"/my-health/evaluations/{row.public_id}/show"
    client.sign_in(world.writer)
    assert client.post(address, data={"group": elsewhere.public_id}).status_code == 403
    assert client.post(address, data={"group": "nowhere"}).status_code == 404
    assert client.post(address, data={"group": world.group.public_id}).status_code == 302
    assert count(world.app, EvaluationShare) == 1
    other = world.app.test_client().sign_in(world.reader)
    assert other.post(address, data={"group": world.group.public_id}).status_code == 404
