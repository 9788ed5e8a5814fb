"""A claim that was decided is published again: a case opens by itself, and names what was decided."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.core.database import db
from app.core.jobs import run_pending
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision, Detection
from app.moderation.services import deciding, recognising, reporting

CURE = "Garlic cures high blood pressure, so you can stop your tablets."
AGAIN = "Eat garlic and your high blood pressure goes away, no need for the pills."
RULES = "/desk/rules"


@pytest.fixture
def rules_on(app: Flask, client, desk) -> None:
    """Finch tried the rules and switched them on."""
    client.sign_in(desk.finch).post(f"{RULES}/try")
    run_pending(app)
    assert client.post(f"{RULES}/on", data={"reason": "Tried"}).status_code == 303


@pytest.fixture
def topic(make, desk) -> Any:
    """A conversation in which the author writes."""
    return make.topic(group=desk.group, by=desk.second, title="Evenings")


@pytest.fixture
def decided(desk, make, report, decide):
    """`decided("note")`: what somebody said in a room, and what Finch decided about it."""

    def do(action: str = "note", ground: str = "misleading", body: str = CURE) -> str:
        said = make.message(room=desk.room, by=desk.second, body=body)
        case_id = report(said=said, reason="misleading", flaw="factual_error")
        decide(desk.finch, case_id, action, ground)
        return case_id

    return do


def publish(client, desk, topic, body: str = AGAIN) -> None:
    client.sign_in(desk.author)
    sent = client.post(f"/topics/{topic.public_id}/reply", data={"body": body, "anyway": "1"})
    assert sent.status_code == 303


def found(app: Flask) -> list[Detection]:
    """What this rule found so far."""
    with app.app_context():
        mine = select(Detection).where(Detection.rule == recognising.RULE).order_by(Detection.id)
        return list(db.session.scalars(mine))


def test_in_other_words_it_opens_a_case_that_names_the_decision(
    app, client, desk, rules_on, topic, decided
):
    before = decided()
    publish(client, desk, topic)
    (one,) = found(app)
    assert (one.by, one.level, one.matched) == ("screening", "amber", AGAIN.removesuffix("."))
    with app.app_context():
        case = db.session.get_one(Case, one.case_id)
    page = client.sign_in(desk.wren).page(f"/desk/cases/{case.public_id}")
    assert "Resembles a decided claim" in page.main.text
    assert page.find("a", href="#decided-before") is not None
    assert page.find("a", href=f"/desk/cases/{before}") is not None


def test_a_decision_about_great_harm_raises_the_case(app, client, desk, rules_on, topic, decided):
    case_id = decided()
    with app.app_context(), unit_of_work():
        db.session.execute(update(Case).where(Case.public_id == case_id).values(level="harm"))
    publish(client, desk, topic)
    assert [(one.level, one.harm) for one in found(app)] == [("harm", 3)]


@pytest.mark.parametrize(
    "body",
    [
        "Does garlic cure high blood pressure, so that I can stop my tablets?",
        "Garlic does not cure high blood pressure.",
        "I slept badly, and tea helped me.",
    ],
)
def test_a_question_a_denial_and_another_matter_open_nothing(
    app, client, desk, rules_on, topic, decided, body
):
    decided()
    publish(client, desk, topic, body)
    assert found(app) == []


@pytest.mark.parametrize(
    ("action", "ground"), [("ask", "misleading"), ("nothing", "none"), ("hide", "unkind")]
)
def test_other_decisions_say_nothing_about_the_claim(
    app, client, desk, rules_on, topic, decided, action, ground
):
    decided(action, ground)
    publish(client, desk, topic)
    assert found(app) == []


def test_a_decision_that_was_taken_back_stops_it(app, client, desk, rules_on, topic, decided, act):
    decided("hide")
    publish(client, desk, topic)
    assert len(found(app)) == 1
    with app.app_context():
        decision = db.session.scalars(select(Decision)).one()
    act(deciding.reverse, by=desk.lark, decision=decision)
    publish(client, desk, topic, f"{AGAIN} Try it.")
    assert len(found(app)) == 1


def test_a_decision_that_comes_later_is_known_at_once(app, client, desk, rules_on, topic, decided):
    publish(client, desk, topic)
    assert found(app) == []
    decided("hide")
    publish(client, desk, topic, f"{AGAIN} Try it.")
    assert len(found(app)) == 1


def test_while_the_rules_are_off_nothing_is_compared(app, client, desk, topic, decided):
    decided()
    publish(client, desk, topic)
    assert found(app) == []


def test_the_post_that_was_decided_about_lives_with_its_decision(
    app, client, desk, make, rules_on, topic, act, decide
):
    post = make.post(topic=topic, by=desk.author, body=CURE)
    about = {"kind": "post", "thing_id": post.public_id, "reason": "misleading"}
    act(reporting.report, by=desk.reporter, flaw="factual_error", **about)
    with app.app_context():
        case_id = db.session.scalars(select(Case.public_id)).one()
    decide(desk.finch, case_id, "note", "misleading")
    edit = {"body": f"{CURE} I mean it.", "anyway": "1"}
    client.sign_in(desk.author).post(f"/posts/{post.public_id}/edit", data=edit)
    assert found(app) == []


def test_claims_are_prepared_once_for_many_posts(
    app, client, desk, rules_on, topic, decided, monkeypatch
):
    decided()
    prepared: list[int] = []
    make_them = recognising._prepared
    monkeypatch.setattr(
        recognising, "_prepared", lambda *given: prepared.append(1) or make_them(*given)
    )
    for number in range(3):
        publish(client, desk, topic, f"Tea is good, cup {number}.")
    assert prepared == [1]
