"""Consents are asked for on a page of their own, when they are needed and not before."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.accounts.models import Consent
from app.core.database import db
from app.core.step_drafts import StepDraft
from tests.factories import Maker
from tests.support.client import SiteClient


@pytest.fixture
def begun(app: Flask, client: SiteClient, make: Maker) -> str:
    """A member of a group without any consent begins; gives the first question's address."""
    member = make.member()
    make.group(slug="low-days", members=(member,))
    client.sign_in(member)
    answer = client.post("/experiences/new", data={"group": "low-days"})
    return str(answer.location)


def walk(client: SiteClient, address: str, *pages: dict[str, Any]) -> str:
    """Send one form after the other; where that leads."""
    for fields in pages:
        answer = client.post(address, data=fields)
        assert answer.status_code == 302, answer.text
        address = answer.location
    return address


UP_TO_THE_GROUP = (
    {"answer": "yes"}, {"treatment": "some tea"}, {"first": "my moods"}, *({},) * 6,
    {"title": "A title", "body": "Some words"},
)  # fmt: skip


def ledger(app: Flask) -> list[tuple[str, bool, str]]:
    """What was said, in order."""
    with app.app_context():
        lines = db.session.query(Consent).order_by(Consent.id)
        return [(line.purpose, line.given, line.source) for line in lines]


def test_keeping_is_asked_first_with_its_whole_text_and_nothing_chosen(
    client: SiteClient, begun: str
) -> None:
    page = client.page(begun)
    assert begun.endswith("/keep")
    assert page.h1.get_text() == "May we keep what you write about your health?"
    assert "You can stop at any time" in page.main.get_text(" ")
    assert not page.select("input[checked]")
    assert client.post(begun).status_code == 422


def test_who_says_no_to_keeping_is_asked_nothing_more(
    client: SiteClient, app: Flask, begun: str
) -> None:
    answer = client.post(begun, data={"answer": "no"})
    assert "We keep nothing about your health" in answer.text
    assert ledger(app) == []


def test_a_yes_stands_in_the_ledger(client: SiteClient, app: Flask, begun: str) -> None:
    assert walk(client, begun, {"answer": "yes"}).endswith("/treatment")
    assert ledger(app) == [("keep_health", True, "experience form")]


def test_showing_is_asked_only_by_who_wants_the_card(client: SiteClient, begun: str) -> None:
    audience = walk(client, begun, *UP_TO_THE_GROUP)
    without = walk(client, audience, {"group": "low-days", "show_card": "no"})
    assert without.endswith("/check")
    with_card = walk(client, audience, {"group": "low-days", "show_card": "yes"})
    assert with_card.endswith("/show")
    assert "May groups you choose see" in client.page(with_card).h1.get_text()


def test_a_no_to_showing_leaves_the_card_away(client: SiteClient, app: Flask, begun: str) -> None:
    show = walk(client, begun, *UP_TO_THE_GROUP, {"group": "low-days", "show_card": "yes"})
    check = walk(client, show, {"answer": "no"})
    page = client.page(check)
    terms = [one.get_text() for one in page.select("dt")]
    value = page.select("dt")[terms.index("Answers shown as a card")].find_next("dd")
    assert value.get_text(strip=True) == "No"
    assert len(ledger(app)) == 1


def test_a_yes_to_showing_shows_the_card_once_published(
    client: SiteClient, app: Flask, begun: str
) -> None:
    show = walk(client, begun, *UP_TO_THE_GROUP, {"group": "low-days", "show_card": "yes"})
    check = walk(client, show, {"answer": "yes"})
    topic = client.post(check.replace("/check", "/publish")).location
    assert client.page(topic).select_one(".experience-card")
    assert [line[0] for line in ledger(app)] == ["keep_health", "show_groups"]


def test_who_is_in_no_group_is_told_and_loses_nothing(
    client: SiteClient, make: Maker, app: Flask
) -> None:
    client.sign_in(make.member(consents=("keep_health",)))
    begun = client.post("/experiences/new").location
    audience = walk(client, begun, *UP_TO_THE_GROUP[1:])
    page = client.page(audience)
    assert "You are not in a group yet" in page.main.get_text(" ")
    assert not page.select(".question-page form button.button-primary")


def test_without_the_consent_to_keep_no_answer_is_kept_whichever_page_it_is_sent_to(
    client: SiteClient, app: Flask, begun: str
) -> None:
    answer = client.post(begun.replace("/keep", "/treatment"), data={"treatment": "canary tea"})
    assert answer.status_code == 409
    with app.app_context():
        assert "treatment" not in db.session.query(StepDraft).one().answers
