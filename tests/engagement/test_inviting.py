"""A reader is told once, in the inbox, that they may also write; and never if they do not want it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.community.services import joining
from app.core.clock import now
from app.core.database import db
from app.core.mail import Letter
from app.core.transactions import unit_of_work
from app.engagement import jobs
from app.engagement.models import EngagementWish, Invitation
from app.engagement.queries.invitations import readers_to_invite
from app.engagement.queries.newcomers import newcomers
from app.engagement.queries.welcomers import welcomers
from app.engagement.services.counting import count
from tests.engagement.welcoming_people import came, told, willing
from tests.factories import Maker
from tests.moderation.restrictions.judging import restrict
from tests.support.client import SiteClient

PAGE = "/me/invitation"


def was_here(member: Any, group: Any, days: int, what: str = "pages_read") -> None:
    """On so many days until yesterday."""
    for ago in range(1, days + 1):
        day = now().date() - timedelta(days=ago)
        count(member_id=member.id, group_id=group.id, day=day, what=what)


def invited() -> list[tuple[int, int]]:
    return [tuple(one) for one in readers_to_invite(now())]


@pytest.fixture
def group(app: Flask, make: Maker, cast: SimpleNamespace) -> Any:
    """The patient has read here for long; the carer came lately; the steward writes."""
    with app.app_context(), unit_of_work():
        group = make.group(slug="knees", name="Knees", stewards=(cast.steward,))
        came(cast.patient, group, days=28, minutes=1)
        came(cast.carer, group, days=27)
        came(cast.steward, group, days=90)
        for who in (cast.patient, cast.carer, cast.steward):
            was_here(who, group, 4)
    return group


def test_a_reader_of_four_weeks_and_four_days_may_be_invited(
    app: Flask, cast: SimpleNamespace, group: Any
):
    with app.app_context():
        assert invited() == [(cast.patient.id, group.id)]


def test_three_days_are_too_few(app: Flask, cast: SimpleNamespace, group: Any):
    with app.app_context(), unit_of_work():
        came(cast.other_patient, group, days=60)
        was_here(cast.other_patient, group, 3)
        assert invited() == [(cast.patient.id, group.id)]


@pytest.mark.parametrize("deleted", [False, True])
def test_whoever_ever_wrote_is_not_invited(
    app: Flask, make: Maker, cast: SimpleNamespace, group: Any, deleted: bool
):
    """Also elsewhere, and also what they took back."""
    with app.app_context(), unit_of_work():
        topic = make.topic(group=make.group(), by=cast.stranger)
        gone = {"deleted_at": now()} if deleted else {}
        make.post(topic=topic, by=cast.patient, **gone)
        assert invited() == []


def test_whoever_talks_in_rooms_is_not_invited(app: Flask, cast: SimpleNamespace, group: Any):
    with app.app_context(), unit_of_work():
        was_here(cast.patient, group, 1, "messages")
        assert invited() == []


def test_reactions_are_no_posts(app: Flask, cast: SimpleNamespace, group: Any):
    with app.app_context(), unit_of_work():
        was_here(cast.patient, group, 2, "reactions")
        assert invited() == [(cast.patient.id, group.id)]


def test_the_invitation_is_to_the_group_they_read_most(
    app: Flask, make: Maker, cast: SimpleNamespace, group: Any
):
    with app.app_context(), unit_of_work():
        other = make.group()
        came(cast.patient, other, days=60)
        was_here(cast.patient, other, 5)
        assert invited() == [(cast.patient.id, other.id)]


def test_the_suspended_and_the_leaving_are_not_invited(
    app: Flask, make: Maker, cast: SimpleNamespace, group: Any
):
    leaving, imported = make.member(closing_on=now()), make.member(origin="a data set")
    with app.app_context(), unit_of_work():
        for who in (cast.other_patient, leaving, imported):
            came(who, group, days=60)
            was_here(who, group, 4)
    restrict(app, cast.moderator, cast.other_patient, "suspended")
    with app.app_context():
        assert invited() == [(cast.patient.id, group.id)]


def test_one_notice_no_letter_and_never_again(app: Flask, cast: SimpleNamespace, group: Any):
    with app.app_context():
        for _ in range(3):
            jobs.invite_readers.function()
        assert told(cast.patient) == [("reading_is_fine", PAGE)]
        assert told(cast.carer) == told(cast.steward) == []
        assert db.session.scalars(select(Letter)).all() == []
        assert invited() == []


def test_reading_is_fine_says_the_page(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    with app.app_context():
        jobs.invite_readers.function()
    page = client.sign_in(cast.patient).page(PAGE)
    assert page.h1.text == "Reading is fine"
    assert page.select_one('main a[href="/groups/knees"]')
    client.sign_in(cast.carer).page(PAGE, 404)
    assert client.post(PAGE, data={"said": "away"}).status_code == 404


@pytest.mark.parametrize(("said", "prefers"), [("away", False), ("read", True)])
def test_it_can_be_put_away_for_good(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any, said: str, prefers: bool
):
    with app.app_context():
        jobs.invite_readers.function()
    client.sign_in(cast.patient)
    assert client.post(PAGE, data={"said": said}).status_code == 303
    assert not client.page(PAGE).select("main form")
    with app.app_context():
        wish = db.session.scalars(select(EngagementWish)).first()
        assert bool(wish and wish.prefers_to_read) is prefers
        assert wish is None or wish.member_id == cast.patient.id
        jobs.invite_readers.function()
        assert len(told(cast.patient)) == 1


def test_a_group_that_was_left_is_not_named(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, group: Any
):
    with app.app_context(), unit_of_work():
        jobs.invite_readers.function()
        joining.leave(by=make.viewer(member=cast.patient), group=group.id)
        kept = select(Invitation.member_id, Invitation.group_id)
        assert [tuple(row) for row in db.session.execute(kept)] == [(cast.patient.id, None)]
    assert "Knees" not in client.sign_in(cast.patient).page(PAGE).select_one("main").text


def _to_write(group: Any, _newcomer: Any) -> set[int]:
    return {one.member_id for one in readers_to_invite(now())}


def _to_be_welcomed(group: Any, _newcomer: Any) -> set[int]:
    return {one.id for one in newcomers(group.id, now()).rows}


def _to_welcome(group: Any, newcomer: Any) -> set[int]:
    return {one.id for one in welcomers(group.id, newcomer.id, now())}


@pytest.mark.parametrize("query", [_to_write, _to_be_welcomed, _to_welcome])
def test_whoever_prefers_to_read_is_in_no_invitation_query(inside: Flask, make: Maker, query: Any):
    """science.md E12. All of these would be found; two of them say no."""
    group = make.group()
    people = [make.member() for _ in range(4)]
    newcomer = make.member()
    with unit_of_work():
        for who in people:
            willing(who, group)
            was_here(who, group, 4)
            if query is _to_be_welcomed:
                came(who, group, days=1)
    everybody = {one.id for one in people}
    assert query(group, newcomer) == everybody
    with unit_of_work():
        for who, prefers in zip(people, (True, True, False), strict=False):
            db.session.add(EngagementWish(member_id=who.id, prefers_to_read=prefers))
    assert query(group, newcomer) == everybody - {people[0].id, people[1].id}
