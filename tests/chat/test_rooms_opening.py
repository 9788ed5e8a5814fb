"""Opening a room, and changing how it is kept: two promises that bind."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.chat import permissions
from app.chat.models import Room, RoomMembership
from app.core.clock import now
from app.core.database import db
from tests.chat.pages import Page
from tests.factories import Maker
from tests.support.client import SiteClient

ANSWERS = {
    "title": "Night owls",
    "purpose": "For those who cannot sleep.",
    "kind": "invited",
    "history": "since_joining",
    "retention": "24h",
}

pytestmark = pytest.mark.usefixtures("nobody_connected")


@pytest.fixture
def group(make: Maker, cast: SimpleNamespace) -> Any:
    return make.group(members=(cast.patient, cast.other_patient), stewards=(cast.steward,))


@pytest.fixture
def steward(app: Flask, cast: SimpleNamespace) -> SiteClient:
    browser: SiteClient = app.test_client().sign_in(cast.steward)  # type: ignore[attr-defined]
    return browser


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Room)) or 0


def stored(app: Flask, room: Any = None) -> Room:
    """The room, or the only one there is."""
    with app.app_context():
        which = select(Room) if room is None else select(Room).where(Room.id == room.id)
        return db.session.scalars(which).one()


def settings(room: Any, **changed: str) -> dict[str, str]:
    """The form as the page shows it, with changes."""
    kept = {"title": room.title, "purpose": "", "history": room.history}
    return {**kept, "retention": room.retention, **changed}


def test_a_steward_opens_a_room_and_hosts_it(
    app: Flask, steward: SiteClient, group: Any, cast: SimpleNamespace
) -> None:
    steward.page(f"/groups/{group.slug}/rooms/new")

    answer = steward.post(f"/groups/{group.slug}/rooms/new", data=ANSWERS)

    room = stored(app)
    assert (answer.status_code, answer.location) == (303, f"/rooms/{room.public_id}")
    assert {name: getattr(room, name) for name in ANSWERS} == ANSWERS
    with app.app_context():
        host = db.session.scalars(select(RoomMembership)).one()
    assert (host.member_id, host.role, host.state) == (cast.steward.id, "host", "in")


def test_sending_the_same_form_twice_opens_one_room(
    app: Flask, steward: SiteClient, group: Any
) -> None:
    address = f"/groups/{group.slug}/rooms/new"
    token = steward.page(address).select_one("main input[name=csrf_token]")["value"]

    answers = [steward.post(address, data={**ANSWERS, "csrf_token": token}) for _ in range(2)]

    assert count(app) == 1
    assert len({answer.location for answer in answers}) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "  "), ("title", "x" * 121), ("kind", "direct"), ("history", ""),
     ("retention", "a year"), ("purpose", "x" * 4_001)],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_comes_back_with_all_the_others(
    app: Flask, steward: SiteClient, group: Any, field: str, value: str
) -> None:
    answer = steward.post(f"/groups/{group.slug}/rooms/new", data={**ANSWERS, field: value})

    assert answer.status_code == 422
    assert ("Night owls" in answer.text) is (field != "title")
    assert "For those who cannot sleep." in answer.text or field == "purpose"
    assert "There is a problem" in answer.text
    assert count(app) == 0


@pytest.mark.parametrize("who", ["patient", "stranger", "moderator", "operator"])
@pytest.mark.parametrize("page", ["new", "plan"])
def test_only_stewards_open_rooms_and_plan_gatherings(
    app: Flask, group: Any, cast: SimpleNamespace, who: str, page: str
) -> None:
    browser = app.test_client().sign_in(getattr(cast, who))  # type: ignore[attr-defined]

    assert browser.get(f"/groups/{group.slug}/rooms/{page}").status_code == 403
    assert browser.post(f"/groups/{group.slug}/rooms/{page}", data=ANSWERS).status_code == 403
    assert count(app) == 0


def test_a_host_changes_the_words_of_a_room(
    app: Flask, make: Maker, group: Any, cast: SimpleNamespace
) -> None:
    room = make.room(group=group, hosts=(cast.patient,), inside=(cast.other_patient,))
    host = app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined]
    address = f"/rooms/{room.public_id}/settings"
    host.page(address)

    answer = host.post(address, data=settings(room, title="New name", purpose="New words"))

    assert answer.status_code == 303
    assert (stored(app, room).title, stored(app, room).purpose) == ("New name", "New words")


@pytest.mark.parametrize(("who", "status"), [("other_patient", 403), ("stranger", 404)])
def test_others_do_not_change_a_room(
    app: Flask, make: Maker, group: Any, cast: SimpleNamespace, who: str, status: int
) -> None:
    room = make.room(group=group, hosts=(cast.patient,), inside=(cast.other_patient,))
    browser = app.test_client().sign_in(getattr(cast, who))  # type: ignore[attr-defined]
    address = f"/rooms/{room.public_id}/settings"

    assert browser.get(address).status_code == status
    assert browser.post(address, data=settings(room, title="Mine now")).status_code == status
    assert stored(app, room).title == room.title


@pytest.mark.parametrize(
    ("old", "new", "written", "may"),
    [
        ("since_joining", "all", True, False),
        ("since_joining", "all", False, True),
        ("all", "since_joining", True, True),
        ("all", "all", True, True),
        ("since_joining", "since_joining", True, True),
    ],
)
def test_words_said_to_those_who_were_there_are_never_shown_to_more(
    old: str, new: str, *, written: bool, may: bool
) -> None:
    assert permissions.can_change_history(old, new, has_messages=written) is may


@pytest.mark.parametrize("old", ["24h", "90d", "forever"])
@pytest.mark.parametrize("new", ["24h", "90d", "forever"])
def test_words_are_not_kept_longer_than_was_promised(old: str, new: str) -> None:
    order = ("24h", "90d", "forever")
    is_longer = order.index(new) > order.index(old)

    assert permissions.can_change_retention(old, new, has_messages=True) is not is_longer
    assert permissions.can_change_retention(old, new, has_messages=False)


@pytest.mark.parametrize(
    ("kept", "changed"),
    [({"history": "since_joining"}, {"history": "all"}),
     ({"retention": "24h"}, {"retention": "forever"})],
)  # fmt: skip
def test_a_promise_to_those_who_spoke_is_kept(
    app: Flask, make: Maker, steward: SiteClient, group: Any, cast: SimpleNamespace,
    kept: dict[str, str], changed: dict[str, str],
) -> None:  # fmt: skip
    room = make.room(group=group, hosts=(cast.steward,), **kept)
    address = f"/rooms/{room.public_id}/settings"
    make.message(room=room, by=cast.steward)

    answer = steward.post(address, data=settings(room, title="Other", **changed, sure="y"))

    assert answer.status_code == 422
    assert 'value="Other"' in answer.text
    field, value = next(iter(kept.items()))
    assert getattr(stored(app, room), field) == value


def test_before_anybody_spoke_both_may_change(
    app: Flask, make: Maker, steward: SiteClient, group: Any, cast: SimpleNamespace
) -> None:
    room = make.room(group=group, hosts=(cast.steward,), history="since_joining", retention="24h")
    wider = settings(room, history="all", retention="forever")

    assert steward.post(f"/rooms/{room.public_id}/settings", data=wider).status_code == 303

    assert (stored(app, room).history, stored(app, room).retention) == ("all", "forever")


def test_keeping_words_shorter_says_what_goes_and_asks_once_more(
    app: Flask, make: Maker, steward: SiteClient, group: Any, cast: SimpleNamespace
) -> None:
    room = make.room(group=group, hosts=(cast.steward,))
    for days in (3, 2, 0):
        make.message(room=room, by=cast.steward, created_at=now() - timedelta(days=days))
    address, shorter = f"/rooms/{room.public_id}/settings", settings(room, retention="24h")

    first = steward.post(address, data=shorter)

    assert first.status_code == 422
    assert "2 messages are older than that." in first.text
    assert stored(app, room).retention == "forever"
    page = Page(app, cast.steward)
    page.join(room)
    assert steward.post(address, data={**shorter, "sure": "y"}).status_code == 303
    assert stored(app, room).retention == "24h"
    assert [news["retention"] for news in page.got("room")] == ["24h"]
