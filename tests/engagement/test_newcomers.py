"""Stewards see who is new, what they wrote first and who is there for them; nobody else does."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.core.database import db
from app.core.errors import NotFound
from app.core.transactions import unit_of_work
from app.engagement.models import EngagementWish
from app.engagement.queries.newcomers import Newcomer, newcomers
from app.engagement.views.welcome_words import clock_words
from tests.engagement.welcoming_people import asked, came, wrote
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries

QUEUE = "/groups/knees/welcome"


@pytest.fixture
def group(app: Flask, make: Maker, cast: SimpleNamespace) -> Any:
    """A group with its steward, and another in which everybody is new as well."""
    with app.app_context(), unit_of_work():
        other = make.group(slug="other", name="Other", stewards=(cast.operator,))
        mine = make.group(slug="knees", name="Knees", stewards=(cast.steward,))
        for who in (cast.patient, cast.other_patient, cast.carer, cast.stranger):
            came(who, other, days=1)
        return mine


def listed(group: Any) -> dict[str, Newcomer]:
    return {one.display_name: one for one in newcomers(group.id, now()).rows}


def test_people_are_new_for_fourteen_days_oldest_first(
    inside: Flask, cast: SimpleNamespace, group: Any
):
    with unit_of_work():
        came(cast.patient, group, hours=2)
        came(cast.other_patient, group, days=13, hours=23)
        came(cast.carer, group, days=14, minutes=1)
    assert list(listed(group)) == ["other patient", "patient"]


def test_their_introduction_is_the_first_topic_they_opened_here(
    inside: Flask, make: Maker, cast: SimpleNamespace, group: Any
):
    with unit_of_work():
        for who in (cast.patient, cast.carer):
            came(who, group, days=2)
        gone = wrote(make, cast.patient, group, "Taken back", hours=9)
        gone.deleted_at = now()
        wrote(make, cast.patient, make.group(), "Elsewhere", hours=8)
        wrote(make, cast.patient, group, "Hello from me", hours=5)
        wrote(make, cast.patient, group, "A second one", hours=4)
        wrote(make, cast.steward, group, "Rules", days=30)
    found = listed(group)
    assert found["patient"].topic_title == "Hello from me"
    assert found["carer"].topic_title is None and found["carer"].due_at is None


def test_a_day_is_counted_from_the_introduction_until_somebody_is_there(
    inside: Flask, make: Maker, cast: SimpleNamespace, group: Any
):
    with unit_of_work():
        for who in (cast.patient, cast.other_patient, cast.carer):
            came(who, group, days=2)
        topic = wrote(make, cast.patient, group, "Waits", hours=5)
        answered = wrote(make, cast.other_patient, group, "Answered", hours=5)
        wrote(make, cast.carer, group, "Welcomed", hours=5)
        make.post(topic=topic, by=cast.patient, body="One thing more")
        make.post(topic=answered, by=cast.steward, body="Hello")
        asked(cast.steward, cast.carer, group, "yes", hours=1)
    found = listed(group)
    due = found["patient"].due_at
    assert due is not None and due == topic.created_at + timedelta(hours=24)
    assert found["other patient"].due_at is None and found["carer"].due_at is None


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (6.5, "6 hours are left of the first day."),
        (1.5, "1 hour is left of the first day."),
        (0.5, "Less than an hour is left of the first day."),
        (0, "More than a day has passed. A kind word is still welcome."),
    ],
)
def test_the_clock_is_calm(app: Flask, hours: float, words: str):
    moment = now()
    with app.test_request_context():
        assert clock_words(moment + timedelta(hours=hours), moment) == words
        assert clock_words(None, moment) == ""


def test_a_yes_counts_before_a_question_and_a_no_for_nothing(
    inside: Flask, cast: SimpleNamespace, group: Any
):
    with unit_of_work():
        for who in (cast.patient, cast.other_patient):
            came(who, group, days=2)
        asked(cast.carer, cast.patient, group, "yes", hours=9)
        asked(cast.stranger, cast.patient, group, hours=1)
        asked(cast.carer, cast.other_patient, group, "no", hours=1)
    found = listed(group)
    assert (found["patient"].helper, found["patient"].reply) == ("carer", "yes")
    assert found["other patient"].helper is None


@pytest.mark.parametrize(("hours", "may"), [(7, False), (9, True)])
def test_somebody_else_can_be_asked_after_eight_hours(
    inside: Flask, cast: SimpleNamespace, group: Any, hours: int, may: bool
):
    with unit_of_work():
        came(cast.patient, group, days=2)
        asked(cast.carer, cast.patient, group, hours=hours)
    assert listed(group)["patient"].can_be_asked_for(now()) is may


def test_whom_a_welcome_cannot_reach_is_not_listed(
    inside: Flask, make: Maker, cast: SimpleNamespace, group: Any
):
    """Contributors of a data set, people who leave, stewards, and whoever prefers to read."""
    imported = make.member(origin="a data set", display_name="contributor")
    leaving = make.member(closing_on=now(), display_name="leaving")
    with unit_of_work():
        for who in (imported, leaving, cast.patient, cast.other_patient):
            came(who, group, days=2)
        db.session.add(EngagementWish(member_id=cast.patient.id, prefers_to_read=True))
    assert list(listed(group)) == ["other patient"]


def test_the_list_goes_on_by_key(inside: Flask, make: Maker, group: Any):
    with unit_of_work():
        for number in range(23):
            came(make.member(display_name=f"new {number:02}"), group, days=2)
    first = newcomers(group.id, now())
    second = newcomers(group.id, now(), first.next_key)
    names = [one.display_name for one in (*first.rows, *second.rows)]
    assert names == [f"new {number:02}" for number in range(23)] and second.next_key is None
    with pytest.raises(NotFound):
        newcomers(group.id, now(), "nonsense")


def test_the_page_says_who_waits_and_links_what_they_wrote(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, group: Any
):
    with app.app_context(), unit_of_work():
        came(cast.patient, group, days=2)
        came(cast.carer, group, days=1)
        topic = wrote(make, cast.patient, group, "Hello from me", hours=5, minutes=1)
        address = f"/topics/{topic.public_id}"
    page = client.sign_in(cast.steward).page(QUEUE)
    first, second = (one.get_text(" ", strip=True) for one in page.select(".room-line"))
    assert page.select_one(f'.room-line a[href="{address}"]')
    assert "Nobody was asked yet. 18 hours are left" in first
    assert "They read so far. Nothing has to happen." in second and "left of" not in second


def test_an_empty_queue_says_so(client: SiteClient, cast: SimpleNamespace, group: Any):
    assert "Nobody is new just now" in client.sign_in(cast.steward).page(QUEUE).text


@pytest.mark.parametrize(
    ("who", "status"),
    [("steward", 200), ("patient", 403), ("stranger", 404), ("moderator", 404), ("operator", 404)],
)
def test_the_queue_is_for_the_stewards_of_the_group(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any, who: str, status: int
):
    """`operator` is steward of another group."""
    with app.app_context(), unit_of_work():
        came(cast.patient, group, days=2)
    client.sign_in(getattr(cast, who))
    client.page(QUEUE, status)
    client.page(f"{QUEUE}/{cast.patient.public_id}", 200 if status == 200 else 404)


def test_the_queue_asks_as_much_for_twenty_as_for_one(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, group: Any
):
    client.sign_in(cast.steward)
    counts = []
    for people in (1, 19):
        with app.app_context(), unit_of_work():
            for _ in range(people):
                newcomer = make.member()
                came(newcomer, group, days=1)
                wrote(make, newcomer, group, "Hello", hours=2)
        with count_queries() as seen:
            client.page(QUEUE)
        counts.append(len(seen))
    assert counts == [3, 3]
