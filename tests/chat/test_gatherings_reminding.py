"""Being reminded of a gathering: who, when, once; and the file for calendars."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from app.chat.models import GatheringReminder, Room, RoomLimit
from app.chat.services import reminding
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient

TITLE = "Living with\r\nATTENDEE:mailto:x@example.org; round, \\ two"


@pytest.fixture
def world(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """A gathering that begins in half an hour, in a group whose name tells a condition."""
    group = make.group(
        name="Migraine", members=(cast.patient, cast.other_patient), stewards=(cast.steward,)
    )
    begin = now() + timedelta(minutes=30)
    times = {"starts_at": begin, "ends_at": begin + timedelta(hours=1)}
    room = make.room(
        group=group, kind="gathering", hosts=(cast.steward,), title=TITLE,
        purpose="What helps against migraine", **times,
    )  # fmt: skip
    return SimpleNamespace(group=group, room=room, begin=begin, cast=cast)


@pytest.fixture
def member(app: Flask, cast: SimpleNamespace, world: SimpleNamespace) -> SiteClient:
    browser: SiteClient = app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined]
    return browser


def due(app: Flask, minutes: int = 0) -> list[int]:
    """Whom the job would tell in so many minutes."""
    with app.app_context():
        rows = reminding.due_reminders(now() + timedelta(minutes=minutes))
    return [row.member_id for row in rows]


def test_who_wants_a_reminder_is_due_within_the_hour_before(
    app: Flask, make: Maker, member: SiteClient, world: SimpleNamespace
) -> None:
    later = make.room(group=world.group, kind="gathering", starts_at=now() + timedelta(hours=3),
                      ends_at=now() + timedelta(hours=4))  # fmt: skip
    for room in (world.room, later):
        member.post(f"/rooms/{room.public_id}/remind")
        member.post(f"/rooms/{room.public_id}/remind")

    assert due(app) == [world.cast.patient.id]
    assert due(app, minutes=-40) == []
    assert due(app, minutes=31) == []
    assert due(app, minutes=125) == [world.cast.patient.id]


def test_a_reminder_is_noted_as_sent_once(
    app: Flask, member: SiteClient, world: SimpleNamespace
) -> None:
    member.post(f"/rooms/{world.room.public_id}/remind")
    with app.app_context(), unit_of_work():
        (row,) = reminding.due_reminders(now())
        assert [reminding.note_sent(row.id), reminding.note_sent(row.id)] == [True, False]

    assert due(app) == []


def test_a_reminder_is_taken_back_and_that_undone(
    app: Flask, member: SiteClient, world: SimpleNamespace
) -> None:
    page = f"/rooms/{world.room.public_id}/gathering"
    member.post(f"/rooms/{world.room.public_id}/remind")

    member.post(f"/rooms/{world.room.public_id}/remind-not")

    assert due(app) == []
    member.post(member.page(page).select(".undo-notice form")[-1]["action"])
    assert due(app) == [world.cast.patient.id]


@pytest.mark.parametrize("why", ["called off", "left", "removed"])
def test_nobody_is_reminded_of_what_is_not_for_them(
    app: Flask, member: SiteClient, world: SimpleNamespace, why: str
) -> None:
    member.post(f"/rooms/{world.room.public_id}/remind")
    if why == "left":
        member.post(f"/groups/{world.group.slug}/leave")
        with app.app_context():
            assert db.session.scalars(select(GatheringReminder)).all() == []
    with app.app_context(), unit_of_work():
        if why == "called off":
            db.session.get_one(Room, world.room.id).closed_at = now()
        if why == "removed":
            limit = {"room_id": world.room.id, "member_id": world.cast.patient.id}
            db.session.add(RoomLimit(kind="removed", **limit))

    assert due(app) == []


def test_nobody_asks_to_be_reminded_of_what_began(
    app: Flask, make: Maker, member: SiteClient, world: SimpleNamespace
) -> None:
    begun = make.room(group=world.group, kind="gathering")

    assert member.post(f"/rooms/{begun.public_id}/remind").status_code == 409
    with app.app_context():
        assert db.session.scalars(select(GatheringReminder)).all() == []


def calendar(browser: Any, world: SimpleNamespace, query: str = "") -> Any:
    """The one event of the file."""
    answer = browser.get(f"/rooms/{world.room.public_id}/calendar.ics{query}")
    assert answer.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    return answer, event


def test_the_file_tells_nothing_of_health_unless_names_are_wanted(
    member: SiteClient, world: SimpleNamespace
) -> None:
    answer, event = calendar(member, world)

    assert "igraine" not in answer.text
    assert "Living" not in answer.text
    assert str(event["summary"]).endswith(" gathering")
    assert event.decoded("dtstart") == world.begin.replace(microsecond=0)
    named = calendar(member, world, "?names=1")[1]
    assert str(named["location"]) == "Migraine"


def test_what_people_wrote_stays_one_property(member: SiteClient, world: SimpleNamespace) -> None:
    answer, event = calendar(member, world, "?names=1")

    assert "attendee" not in event
    assert not [line for line in answer.data.split(b"\r\n") if line.startswith(b"ATTENDEE")]
    assert str(event["summary"]) == TITLE.replace("\r\n", "\n")
    assert max(map(len, answer.data.split(b"\r\n"))) <= 75


def test_a_changed_gathering_replaces_the_one_in_the_calendar(
    app: Flask, member: SiteClient, world: SimpleNamespace
) -> None:
    before = calendar(member, world)[1]
    steward = app.test_client().sign_in(world.cast.steward)  # type: ignore[attr-defined]

    steward.post(f"/rooms/{world.room.public_id}/gathering/call-off", data={})

    after = calendar(member, world)[1]
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert (str(before["status"]), str(after["status"])) == ("CONFIRMED", "CANCELLED")


def test_the_file_is_only_for_those_who_may_know_of_the_room(
    app: Flask, world: SimpleNamespace
) -> None:
    stranger = app.test_client().sign_in(world.cast.stranger)  # type: ignore[attr-defined]

    assert stranger.get(f"/rooms/{world.room.public_id}/calendar.ics").status_code == 404
    assert stranger.post(f"/rooms/{world.room.public_id}/remind").status_code == 404
