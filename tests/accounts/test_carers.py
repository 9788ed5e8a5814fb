"""Carers: invited by letter, with a scope and an end, ended by either side, seen in the log."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.models import CarerLink, Member
from app.accounts.queries import viewer_of
from app.accounts.queries.carers import grant_to
from app.accounts.services import caring
from app.core.clock import now
from app.core.database import db
from app.core.mail import Letter
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient

INVITATION = {
    "label": "my sister",
    "email": "sister@example.org",
    "scope": "read",
    "months": "6",
}


def letter(app: Flask) -> Letter:
    with app.app_context():
        return db.session.scalars(select(Letter).where(Letter.kind == "carer_invitation")).one()


def link(app: Flask) -> CarerLink:
    with app.app_context():
        return db.session.scalars(select(CarerLink)).one()


def invited(client: SiteClient, person: Any, **values: str) -> str:
    """Send an invitation through the pages; gives the path that the letter leads to."""
    answer = client.sign_in(person).post("/me/carers/invite", data=INVITATION | values)
    assert answer.status_code == 303, answer.text
    return re.search(r"http://localhost(/carers/invitations/\S+)", letter(client.application).body)[
        1
    ]


@pytest.fixture
def world(app: Flask, client: SiteClient, cast: SimpleNamespace, make: Maker) -> SimpleNamespace:
    """A patient with one entry, and a carer who accepted to read."""
    treatment = make.concept(kind="treatment", name="kettle tea")
    entry = make.evaluation(by=cast.patient, treatment=treatment, dose="one cup")
    path = invited(client, cast.patient)
    carer = app.test_client().sign_in(cast.carer)
    assert carer.post(f"{path}/accept").status_code == 303
    record = f"/my-health/of/{link(app).public_id}"
    page = f"{record}/evaluations/{entry.public_id}"
    return SimpleNamespace(carer=carer, record=record, page=page, path=path, entry=entry)


def test_the_letter_names_nobody(client: SiteClient, cast: SimpleNamespace):
    invited(client, cast.patient)
    words = letter(client.application).subject + letter(client.application).body
    assert cast.patient.display_name not in words and "my sister" not in words
    assert letter(client.application).address == "sister@example.org"


def test_a_carer_reads_the_entries_and_the_person_sees_that_they_did(
    client: SiteClient, world: SimpleNamespace
):
    assert "kettle tea" in world.carer.page(world.record).text
    assert "one cup" in world.carer.page(world.page).text
    log = client.page("/me/who-saw")
    assert "Your carer" in log.text and "Your health entries were read" in log.text


@pytest.mark.parametrize("who", ["other_patient", "moderator", "operator", "stranger"])
def test_nobody_else_gets_in_by_the_link(
    app: Flask, cast: SimpleNamespace, world: SimpleNamespace, who: str
):
    other = app.test_client().sign_in(getattr(cast, who))
    assert {other.get(path).status_code for path in (world.record, world.page)} == {404}


def test_a_link_opens_no_entry_of_another_person(
    cast: SimpleNamespace, world: SimpleNamespace, make: Maker
):
    other = make.evaluation(
        by=cast.other_patient, treatment=make.concept(kind="treatment", name="x tea")
    )
    assert world.carer.get(f"{world.record}/evaluations/{other.public_id}").status_code == 404


def test_who_may_read_may_not_correct(world: SimpleNamespace):
    assert world.carer.get(f"{world.page}/correct").status_code == 403
    assert world.carer.post(f"{world.page}/correct", data={"dose": "two"}).status_code == 403


def test_who_may_write_corrects_and_the_person_sees_it(
    app: Flask, client: SiteClient, cast: SimpleNamespace, world: SimpleNamespace, make: Maker
):
    with app.app_context(), unit_of_work():
        db.session.get_one(CarerLink, link(app).id).scope = "write"
    make.consent(member=cast.patient, purpose="keep_health")
    answer = world.carer.post(f"{world.page}/correct", data={"dose": "two cups"})
    assert answer.status_code == 303
    assert "two cups" in client.page(f"/my-health/evaluations/{world.entry.public_id}").text
    assert "A health entry was made for you" in client.page("/me/who-saw").text


@pytest.mark.parametrize("side", ["person", "carer"])
def test_either_side_ends_it_at_once(
    app: Flask, client: SiteClient, world: SimpleNamespace, side: str
):
    browser = client if side == "person" else world.carer
    browser.post(f"/me/carers/{link(app).public_id}/end")
    assert world.carer.get(world.record).status_code == 404
    assert world.carer.get(world.page).status_code == 404


def test_it_ends_by_itself_on_its_day(world: SimpleNamespace, app: Flask):
    last = link(app).ends_on
    with time_machine.travel(now() + timedelta(days=190)):
        assert now().date() > last
        with app.app_context():
            assert grant_to(viewer_of(link(app).carer_id), link(app).public_id) is None


def test_an_invitation_works_once(app: Flask, cast: SimpleNamespace, world: SimpleNamespace):
    stranger = app.test_client().sign_in(cast.stranger)
    assert stranger.post(f"{world.path}/accept").status_code == 404
    assert link(app).carer_id == cast.carer.id


def test_opening_an_invitation_changes_nothing(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    path = invited(client, cast.patient)
    page = app.test_client().sign_in(cast.carer).page(path)
    assert cast.patient.display_name in page.text
    assert link(app).accepted_at is None


def test_nobody_becomes_their_own_carer(client: SiteClient, cast: SimpleNamespace):
    path = invited(client, cast.patient)
    assert client.post(f"{path}/accept").status_code == 403


def test_who_declines_leaves_no_address_behind(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    path = invited(client, cast.patient)
    app.test_client().sign_in(cast.carer).post(f"{path}/decline")
    assert (link(app).carer_id, link(app).invited_address) == (None, None)
    assert "my sister" not in client.page("/me/carers").text


def test_an_invitation_taken_back_is_dead(app: Flask, client: SiteClient, cast: SimpleNamespace):
    path = invited(client, cast.patient)
    client.post(f"/me/carers/{link(app).public_id}/end")
    carer = app.test_client().sign_in(cast.carer)
    assert carer.post(f"{path}/accept").status_code == 404


def test_an_address_is_forgotten_when_nobody_answers(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    invited(client, cast.patient)
    with time_machine.travel(now() + timedelta(days=8)), app.app_context(), unit_of_work():
        assert caring.sweep() == 1
    assert link(app).invited_address is None


@pytest.mark.parametrize(
    "wrong", [{"label": ""}, {"email": "nobody"}, {"scope": "all"}, {"months": "99"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(
    client: SiteClient, cast: SimpleNamespace, wrong: dict[str, str]
):
    answer = client.sign_in(cast.patient).post("/me/carers/invite", data=INVITATION | wrong)
    assert answer.status_code == 422 and "There is a problem" in answer.text
    assert (INVITATION | wrong)["label"] in answer.text


def test_five_carers_are_the_most(app: Flask, client: SiteClient, cast: SimpleNamespace):
    with app.app_context(), unit_of_work():
        for number in range(caring.MOST_LINKS):
            row = CarerLink(
                person_id=cast.patient.id, scope="read", ends_on=date(2100, 1, 1), label=str(number)
            )
            db.session.add(row)
    answer = client.sign_in(cast.patient).post("/me/carers/invite", data=INVITATION)
    assert answer.status_code == 422 and "five carers" in answer.text


def test_whoever_is_leaving_is_not_looked_after_any_more(
    app: Flask, cast: SimpleNamespace, world: SimpleNamespace
):
    with app.app_context(), unit_of_work():
        db.session.get_one(Member, cast.patient.id).closing_on = now() + timedelta(days=21)
    assert world.carer.get(world.record).status_code == 404


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int, later: date):
    assert caring.months_from(day, months) == later
