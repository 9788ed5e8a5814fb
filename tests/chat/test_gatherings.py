"""Gatherings: planned in one zone and read in another, moved, called off, called to mind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.chat.events import GatheringChanged
from app.chat.models import GatheringReminder, Room, RoomMembership
from app.core import events
from app.core.clock import now
from app.core.database import db
from tests.factories import Maker
from tests.support.client import SiteClient

YEAR = now().year + 1
ANSWERS = {
    "title": "Tuesday round",
    "day": "3",
    "month": "march",
    "year": str(YEAR),
    "begins": "19:30",
    "ends": "8.30 pm",
    "host": "other patient",
    "purpose": "1. Hello\n2. One good thing",
    "history": "all",
    "retention": "90d",
}


@pytest.fixture
def world(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """A group whose steward lives in New York and whose member lives in Berlin."""
    steward = make.member(display_name="Steward There", time_zone="America/New_York")
    member = make.member(display_name="Member Here", time_zone="Europe/Berlin")
    group = make.group(members=(member, cast.other_patient), stewards=(steward,))
    return SimpleNamespace(group=group, steward=steward, member=member, cast=cast)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[GatheringChanged]:
    """What is said of changed gatherings."""
    heard: list[GatheringChanged] = []
    listeners = events._listeners[GatheringChanged]
    monkeypatch.setitem(events._listeners, GatheringChanged, [*listeners, heard.append])
    return heard


def browser(app: Flask, member: Any) -> SiteClient:
    found: SiteClient = app.test_client().sign_in(member)  # type: ignore[attr-defined]
    return found


def stored(app: Flask) -> Room:
    with app.app_context():
        return db.session.scalars(select(Room)).one()


def planned(app: Flask, world: SimpleNamespace, **changed: str) -> Room:
    """The gathering that the steward plans."""
    address = f"/groups/{world.group.slug}/rooms/plan"
    answer = browser(app, world.steward).post(address, data={**ANSWERS, **changed})
    assert answer.status_code == 303, answer.text
    return stored(app)


def test_a_gathering_is_planned_in_one_zone_and_read_in_another(
    app: Flask, world: SimpleNamespace
) -> None:
    room = planned(app, world)

    assert room.starts_at == datetime(YEAR, 3, 4, 0, 30, tzinfo=UTC)
    assert room.ends_at == datetime(YEAR, 3, 4, 1, 30, tzinfo=UTC)
    words = browser(app, world.member).page(f"/rooms/{room.public_id}/gathering").text
    assert f"4 March {YEAR}, 01:30" in words
    assert "Europe/Berlin" in words
    assert "Host: other patient." in words


def test_its_host_is_the_member_named_or_else_the_planner(
    app: Flask, world: SimpleNamespace
) -> None:
    planned(app, world, host="")

    with app.app_context():
        host = db.session.scalars(select(RoomMembership)).one()
    assert (host.member_id, host.role) == (world.steward.id, "host")


def test_an_end_before_the_beginning_is_on_the_next_day(app: Flask, world: SimpleNamespace) -> None:
    room = planned(app, world, begins="23", ends="00:30")

    assert room.starts_at is not None
    assert room.ends_at is not None
    assert room.ends_at - room.starts_at == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": "31", "month": "2"}, "Write the day like this"),
        ({"month": "ma"}, "Write the day like this"),
        ({"year": "soon"}, "Write the day like this"),
        ({"begins": "25:00"}, "Write the time like this: 19:30."),
        ({"ends": "half past"}, "Write the time like this: 20:30."),
        ({"ends": "19:30"}, "The end comes after the beginning."),
        ({"year": "2020"}, "This moment has passed."),
        ({"host": "stranger"}, "Nobody with this name is in the group."),
        ({"title": ""}, "Give the gathering a name."),
        # In New York the clocks go forward on the second Sunday of March.
        ({"day": "14", "year": "2027", "begins": "02:30", "ends": "03:30"}, "The clocks change"),
    ],
)
def test_what_cannot_be_used_is_said_and_all_else_kept(
    app: Flask, world: SimpleNamespace, changed: dict[str, str], words: str
) -> None:
    address = f"/groups/{world.group.slug}/rooms/plan"

    answer = browser(app, world.steward).post(address, data={**ANSWERS, **changed})

    assert answer.status_code == 422
    assert words in answer.text
    assert "2. One good thing" in answer.text
    kept = {**ANSWERS, **changed}
    for name in ("title", "day", "month", "year", "begins", "ends", "host"):
        assert f'name="{name}" type="text" value="{kept[name]}"' in answer.text, name
    with app.app_context():
        assert db.session.scalars(select(Room)).all() == []


def test_the_form_to_change_it_shows_what_is_planned(app: Flask, world: SimpleNamespace) -> None:
    room = planned(app, world, host="")
    page = browser(app, world.steward).page(f"/rooms/{room.public_id}/gathering/change")

    shown = {box["name"]: box["value"] for box in page.select("main input[type=text]")}
    expected = {"month": "March", "begins": "19:30", "ends": "20:30", "day": "3"}
    assert shown.items() >= expected.items()


def test_moving_it_tells_those_who_wanted_a_reminder_and_reminds_them_anew(
    app: Flask, make: Maker, world: SimpleNamespace, told: list[GatheringChanged]
) -> None:
    room = planned(app, world)
    make.reminder(room=room, member=world.member, sent_at=now())
    make.reminder(room=room, member=world.steward)
    address = f"/rooms/{room.public_id}/gathering/change"
    steward = browser(app, world.steward)

    steward.post(address, data={**ANSWERS, "purpose": "Only the agenda"})
    assert told == []
    steward.post(address, data={**ANSWERS, "begins": "20:00"})

    assert [(news.what, news.member_ids) for news in told] == [("moved", (world.member.id,))]
    with app.app_context():
        sent = db.session.scalars(select(GatheringReminder.sent_at)).all()
    assert sent == [None, None]


def test_calling_it_off_is_told_shown_and_can_be_undone(
    app: Flask, make: Maker, world: SimpleNamespace, told: list[GatheringChanged]
) -> None:
    room = planned(app, world)
    make.reminder(room=room, member=world.member)
    steward, member = browser(app, world.steward), browser(app, world.member)
    page = f"/rooms/{room.public_id}/gathering"

    steward.post(f"{page}/call-off", data={"reason": "I have a fever."})

    assert "This gathering does not take place" in member.page(page).text
    assert "I have a fever." in member.page(page).text
    assert "Called off" in member.page(f"/groups/{world.group.slug}/rooms").text
    steward.post(steward.page(page).select_one(".undo-notice form")["action"])
    assert "does not take place" not in member.page(page).text
    expected = [("called_off", (world.member.id,)), ("called_on", (world.member.id,))]
    assert [(news.what, news.member_ids) for news in told] == expected


def test_who_was_not_there_is_not_promised_what_was_said(
    app: Flask, make: Maker, world: SimpleNamespace
) -> None:
    over = {"starts_at": now() - timedelta(hours=3), "ends_at": now() - timedelta(hours=2)}
    room = make.room(group=world.group, kind="gathering", inside=(world.member,), **over)
    page = f"/rooms/{room.public_id}/gathering"
    assert "Read what was said" in browser(app, world.member).page(page).text
    assert "Read what was said" not in browser(app, world.cast.other_patient).page(page).text


@pytest.mark.parametrize(("who", "status"), [("other_patient", 403), ("stranger", 404)])
def test_only_hosts_and_stewards_change_a_gathering(
    app: Flask, world: SimpleNamespace, who: str, status: int
) -> None:
    room = planned(app, world, host="")
    someone, page = browser(app, getattr(world.cast, who)), f"/rooms/{room.public_id}/gathering"

    assert someone.get(f"{page}/change").status_code == status
    for act in ("change", "call-off", "call-on"):
        answer = someone.post(f"{page}/{act}", data={**ANSWERS, "title": "Mine now"})
        assert answer.status_code == status, act
    assert (stored(app).title, stored(app).closed_at) == ("Tuesday round", None)


def test_a_room_that_is_no_gathering_has_no_such_page(
    app: Flask, make: Maker, world: SimpleNamespace
) -> None:
    room = make.room(group=world.group, hosts=(world.steward,))
    steward = browser(app, world.steward)

    for path in ("gathering", "gathering/change", "calendar.ics"):
        assert steward.get(f"/rooms/{room.public_id}/{path}").status_code == 404
    for path in ("gathering/change", "gathering/call-off", "gathering/call-on", "remind"):
        assert steward.post(f"/rooms/{room.public_id}/{path}", data=ANSWERS).status_code == 404
