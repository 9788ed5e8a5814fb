"""Members say on the page of a group that they like to welcome newcomers, that they rest, or stop."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden
from app.core.transactions import unit_of_work
from app.engagement.models import EngagementWish, HelperWish
from app.engagement.services import volunteering
from tests.engagement.welcoming_people import came, willing
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries

FRONT, SAY = "/groups/knees", "/groups/knees/helping"


@pytest.fixture
def group(app: Flask, make: Maker, cast: SimpleNamespace) -> Any:
    """The patient came long ago, the other patient yesterday; somebody else is willing here, and the
    patient elsewhere."""
    with app.app_context(), unit_of_work():
        group = make.group(slug="knees", audience="group", stewards=(cast.steward,))
        came(cast.patient, group, days=40)
        came(cast.other_patient, group, days=1)
        willing(cast.carer, group)
        willing(cast.patient, make.group())
    return group


def wish(app: Flask, member: Any, group: Any) -> tuple[bool, Any]:
    """Whether the member is willing in the group, and until when they rest."""
    with app.app_context():
        row = db.session.scalars(
            select(HelperWish).where(
                HelperWish.member_id == member.id, HelperWish.group_id == group.id
            )
        ).first()
        return (row is not None, row and row.rests_until)


def part(client: SiteClient) -> str:
    """What the page says before it names whom one can ask."""
    said = client.page(SAY).select_one("main").get_text(" ", strip=True)
    return said.split("Whom you can ask")[0]


def test_a_member_offers_rests_comes_back_and_stops(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    client.sign_in(cast.patient)
    assert "I like to welcome newcomers" in part(client)
    client.post(SAY, data={"wish": "yes"})
    assert wish(app, cast.patient, group) == (True, None)
    assert "You like to welcome newcomers." in part(client)
    client.post(SAY, data={"wish": "rest"})
    until = now().date() + timedelta(days=14)
    assert wish(app, cast.patient, group) == (True, until)
    assert "You rest until" in part(client) and "I am back" in part(client)
    client.post(SAY, data={"wish": "yes"})
    assert wish(app, cast.patient, group) == (True, None)
    client.post(SAY, data={"wish": "no"})
    assert wish(app, cast.patient, group) == (False, None)
    assert wish(app, cast.carer, group) == (True, None)


def test_to_rest_is_no_offer(app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any):
    client.sign_in(cast.patient).post(SAY, data={"wish": "rest"})
    assert wish(app, cast.patient, group) == (False, None)


def test_a_rest_ends_after_its_last_day(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    with app.app_context(), unit_of_work():
        willing(cast.patient, group, rests_until=now().date() - timedelta(days=1))
    assert "You like to welcome newcomers." in part(client.sign_in(cast.patient))


@pytest.mark.parametrize("who", ["stranger", "moderator"])
def test_only_members_offer(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any, who: str
):
    person = getattr(cast, who)
    client.sign_in(person)
    for word in ("yes", "rest", "no"):
        assert client.post(SAY, data={"wish": word}).status_code == 404
    assert wish(app, person, group) == (False, None)
    client.page(SAY, 404)


def test_the_rule_holds_for_every_door(
    inside: Flask, make: Maker, cast: SimpleNamespace, group: Any
):
    viewer = make.viewer(member=cast.stranger)
    for say in (volunteering.offer, volunteering.rest, volunteering.stop):
        with pytest.raises(Forbidden), unit_of_work():
            say(by=viewer, group_id=group.id)


def test_another_word_is_refused(client: SiteClient, cast: SimpleNamespace, group: Any):
    assert client.sign_in(cast.patient).post(SAY, data={"wish": "maybe"}).status_code == 422


def test_whoever_is_new_or_prefers_to_read_is_asked_for_nothing(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    with app.app_context(), unit_of_work():
        db.session.add(EngagementWish(member_id=cast.patient.id, prefers_to_read=True))
    for who in (cast.patient, cast.other_patient):
        page = client.sign_in(who).page(SAY)
        assert "Nobody asks you for anything" in page.text and not page.select("main form")


def test_everybody_inside_sees_whom_they_can_ask(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    with app.app_context(), unit_of_work():
        db.session.add(EngagementWish(member_id=cast.patient.id, prefers_to_read=True))
    client.sign_in(cast.patient)
    assert [one.text for one in client.page(SAY).select("main .plain-list li")] == ["steward"]
    assert "steward" in client.page(FRONT).select_one("aside").text


def test_members_find_the_page_and_stewards_also_the_queue(
    client: SiteClient, cast: SimpleNamespace, group: Any
):
    for who, is_steward in ((cast.carer, False), (cast.steward, True)):
        main = client.sign_in(who).page(FRONT).select_one("main")
        assert main.select_one(f"a[href='{SAY}']")
        assert bool(main.select_one(f"a[href='{FRONT}/welcome']")) is is_steward


def test_the_front_of_a_group_asks_nothing_more(
    client: SiteClient, cast: SimpleNamespace, group: Any
):
    client.sign_in(cast.carer)
    with count_queries() as seen:
        client.page(FRONT)
    assert not any("welcome" in statement or "helper_" in statement for statement in seen)
