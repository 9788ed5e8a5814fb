"""Who may look at a board, and that looking is noted once a day (science.md E15)."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from tests.engagement.crowd import computed, fill, reader
from tests.support.client import SiteClient

GROUP = {
    "steward": 200, "moderator": 200, "operator": 200, "patient": 403, "stranger": 404,
    "other_steward": 404, "clinician": 404,
}  # fmt: skip
SITE = {
    "steward": 403, "moderator": 200, "operator": 200, "patient": 403, "stranger": 403,
    "other_steward": 403, "clinician": 403,
}  # fmt: skip


@pytest.fixture
def people(app: Flask, make: Any, cast: SimpleNamespace) -> SimpleNamespace:
    """The cast with a steward of another group; figures stand for the group "ours" and the site."""
    mine = make.group(members=(cast.patient,), stewards=(cast.steward,), slug="ours")
    cast.other_steward = cast.carer
    make.group(stewards=(cast.other_steward,), slug="other")
    with app.app_context():
        fill(mine, [reader()] * 9)
    computed(app, mine, None)
    return cast


def looks(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = select(AuditEntry.actor, AuditEntry.subject, AuditEntry.details)
        rows = rows.where(AuditEntry.action == "board_seen").order_by(AuditEntry.id)
        return [tuple(row) for row in db.session.execute(rows)]


@pytest.mark.parametrize("rest", ["", "/participation.csv"], ids=["page", "file"])
@pytest.mark.parametrize("who", GROUP)
def test_the_board_of_a_group_is_for_those_who_look_after_it(
    client: SiteClient, people: SimpleNamespace, who: str, rest: str
):
    client.sign_in(getattr(people, who))
    assert client.get(f"/groups/ours/care{rest}").status_code == GROUP[who]


@pytest.mark.parametrize("rest", ["", "/participation.csv"], ids=["page", "file"])
@pytest.mark.parametrize("who", SITE)
def test_the_board_of_the_site_is_for_moderators_and_operators(
    client: SiteClient, people: SimpleNamespace, who: str, rest: str
):
    client.sign_in(getattr(people, who))
    assert client.get(f"/care-board{rest}").status_code == SITE[who]


def test_a_group_that_is_not_there_and_one_that_is_not_mine_answer_alike(
    client: SiteClient, people: SimpleNamespace
):
    client.sign_in(people.stranger)
    assert client.get("/groups/nowhere/care").status_code == 404


def test_a_look_is_noted_once_for_a_person_a_board_and_a_day(
    app: Flask, client: SiteClient, people: SimpleNamespace
):
    client.sign_in(people.moderator)
    for address in ("/groups/ours/care", "/groups/ours/care/participation.csv", "/care-board"):
        client.get(address)
        client.get(f"{address}?days=28")
    client.sign_in(people.steward)
    client.get("/groups/ours/care")
    moderator, steward = people.moderator.public_id, people.steward.public_id
    assert [(actor, subject) for actor, subject, _details in looks(app)] == [
        (moderator, moderator), (moderator, moderator), (steward, steward),
    ]  # fmt: skip
    assert [details for *_who, details in looks(app)][1] == '{"board":"site"}'


def test_tomorrow_a_look_is_noted_again(app: Flask, client: SiteClient, people: SimpleNamespace):
    client.sign_in(people.steward)
    client.get("/groups/ours/care")
    with time_machine.travel(now() + timedelta(days=1)):
        client.get("/groups/ours/care")
    assert len(looks(app)) == 2


def test_the_second_look_of_a_day_waits_for_no_lock(
    client: SiteClient, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    client.sign_in(people.steward)
    client.get("/groups/ours/care")
    monkeypatch.setattr("app.engagement.services.looking.have_the_log", pytest.fail)
    assert client.get("/groups/ours/care").status_code == 200


def test_a_refused_look_is_no_look(app: Flask, client: SiteClient, people: SimpleNamespace):
    client.sign_in(people.patient)
    client.get("/groups/ours/care")
    client.get("/care-board")
    assert looks(app) == []


def test_a_log_that_cannot_be_written_shows_nothing(
    client: SiteClient, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    def broken() -> Any:
        raise OSError("the disk is full")

    client.sign_in(people.steward)
    monkeypatch.setattr("app.audit.services.recording.current_trace", broken)
    answer = client.get("/groups/ours/care")
    assert answer.status_code == 500 and "Members seen" not in answer.text


@pytest.mark.parametrize(
    ("who", "has_link"), [("steward", True), ("moderator", True), ("patient", False)]
)
def test_the_front_of_a_group_leads_to_its_board(
    client: SiteClient, people: SimpleNamespace, who: str, has_link: bool
):
    client.sign_in(getattr(people, who))
    links = client.page("/groups/ours").select("a[href='/groups/ours/care']")
    assert bool(links) is has_link
