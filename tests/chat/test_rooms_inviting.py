"""Rooms by invitation: who asks whom, and what an answer means. Leaving, and stewards who go."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.chat.models import Room, RoomLimit, RoomMembership
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.chat.pages import Page
from tests.factories import Maker
from tests.support.client import SiteClient

pytestmark = pytest.mark.usefixtures("nobody_connected")


@pytest.fixture
def world(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """A room by invitation with its host; `other_patient` is in the group and was not asked."""
    group = make.group(members=(cast.patient, cast.other_patient), stewards=(cast.steward,))
    room = make.room(group=group, hosts=(cast.patient,), kind="invited", title="Attic")
    other = make.room(group=group, hosts=(cast.patient,), kind="invited", title="Cellar")
    return SimpleNamespace(group=group, room=room, other=other, cast=cast)


def browser(app: Flask, member: Any) -> SiteClient:
    found: SiteClient = app.test_client().sign_in(member)  # type: ignore[attr-defined]
    return found


def ask(app: Flask, world: SimpleNamespace, name: str = "other patient") -> Any:
    """The host writes a name."""
    address = f"/rooms/{world.room.public_id}/invite"
    return browser(app, world.cast.patient).post(address, data={"name": name})


def place(app: Flask, world: SimpleNamespace, who: str = "other_patient") -> str | None:
    """How somebody stands to the room."""
    with app.app_context():
        return db.session.scalar(
            select(RoomMembership.state).where(
                RoomMembership.room_id == world.room.id,
                RoomMembership.member_id == getattr(world.cast, who).id,
            )
        )


def test_who_was_asked_sees_the_room_and_says_yes(app: Flask, world: SimpleNamespace) -> None:
    asked = browser(app, world.cast.other_patient)
    room = f"/rooms/{world.room.public_id}"
    asked.page(room, 404)

    assert ask(app, world).status_code == 303

    assert "A host asks you in." in asked.page("/rooms").text
    asked.post(f"{room}/enter")
    assert place(app, world) == "in"
    with app.app_context():
        assert db.session.get_one(Room, world.room.id).member_count == 2


def test_a_no_is_kept_and_nobody_is_asked_twice(app: Flask, world: SimpleNamespace) -> None:
    ask(app, world)
    asked = browser(app, world.cast.other_patient)

    asked.post(f"/rooms/{world.room.public_id}/leave")

    assert place(app, world) == "declined"
    asked.page(f"/rooms/{world.room.public_id}", 404)
    again = ask(app, world)
    assert again.status_code == 422
    assert "This person was asked already." in again.text
    assert place(app, world) == "declined"


def test_an_invitation_is_taken_back_and_given_again(app: Flask, world: SimpleNamespace) -> None:
    ask(app, world)
    host = browser(app, world.cast.patient)
    person = world.cast.other_patient.public_id
    page = host.page(f"/rooms/{world.room.public_id}/invite")
    assert [item.span.text for item in page.select("li.cluster")] == ["other patient"]

    host.post(f"/rooms/{world.room.public_id}/invitations/{person}/take-back")

    assert place(app, world) is None
    browser(app, world.cast.other_patient).page(f"/rooms/{world.room.public_id}", 404)
    undo = host.page(f"/rooms/{world.room.public_id}/invite").select_one(".undo-notice form")
    host.post(undo["action"], data={"name": undo.select_one("input[name=name]")["value"]})
    assert place(app, world) == "invited"


def test_taking_back_ends_neither_a_yes_nor_a_no(
    app: Flask, make: Maker, world: SimpleNamespace
) -> None:
    host, person = browser(app, world.cast.patient), world.cast.other_patient
    row = make.place_in_room(room=world.room, member=person, state="declined")
    address = f"/rooms/{world.room.public_id}/invitations/{person.public_id}/take-back"
    for state in ("declined", "in"):
        with app.app_context(), unit_of_work():
            db.session.get_one(RoomMembership, row.id).state = state
        host.post(address)
        assert place(app, world) == state


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stranger", "Nobody with this name is in the group."),
        ("Nobody At All", "Nobody with this name is in the group."),
        ("patient", "This person is in the room already."),
        ("", "Write the display name of a member."),
    ],
)
def test_who_cannot_be_asked_is_said_beside_the_name(
    app: Flask, world: SimpleNamespace, name: str, words: str
) -> None:
    answer = ask(app, world, name)

    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{name}"' in answer.text


def test_who_was_removed_is_not_asked_in(app: Flask, world: SimpleNamespace) -> None:
    person = world.cast.other_patient
    with app.app_context(), unit_of_work():
        db.session.add(RoomLimit(room_id=world.room.id, member_id=person.id, kind="removed"))

    assert "was removed" in ask(app, world).text
    assert place(app, world) is None


@pytest.mark.parametrize(("who", "status"), [("other_patient", 403), ("stranger", 404)])
def test_only_hosts_ask_people_in(
    app: Flask, make: Maker, world: SimpleNamespace, who: str, status: int
) -> None:
    make.place_in_room(room=world.room, member=world.cast.other_patient)
    someone, room = browser(app, getattr(world.cast, who)), f"/rooms/{world.room.public_id}"
    person = world.cast.steward.public_id

    assert someone.get(f"{room}/invite").status_code == status
    assert someone.post(f"{room}/invite", data={"name": "steward"}).status_code == status
    assert someone.post(f"{room}/invitations/{person}/take-back").status_code == status
    assert place(app, world, "steward") is None


def test_leaving_an_open_room_can_be_undone(
    app: Flask, make: Maker, world: SimpleNamespace
) -> None:
    room = make.room(group=world.group, inside=(world.cast.patient,))
    member, page = browser(app, world.cast.patient), Page(app, world.cast.patient)
    page.join(room)

    member.post(f"/rooms/{room.public_id}/leave")

    assert [cut["why"] for cut in page.got("cut")] == ["left"]
    undo = member.page("/rooms").select_one(".undo-notice form")
    member.post(undo["action"])
    assert page.join(room)["ok"]


def test_a_dismissed_steward_leaves_the_rooms_that_the_role_opened(
    app: Flask, make: Maker, world: SimpleNamespace
) -> None:
    steward, group = world.cast.steward, world.group
    entered = browser(app, steward)
    entered.post(f"/rooms/{world.room.public_id}/enter")
    make.place_in_room(room=world.other, member=steward, invited_by=world.cast.patient)
    led = make.room(group=group, kind="invited", hosts=(steward,))
    page = Page(app, steward)
    rooms = (world.room, world.other, led)
    assert [page.join(room)["ok"] for room in rooms] == [True, True, True]

    operator = browser(app, world.cast.operator)
    operator.post(f"/groups/{group.slug}/stewards/{steward.public_id}/dismiss")

    cuts = [(cut["room"], cut["why"]) for cut in page.got("cut")]
    assert cuts == [(world.room.public_id, "group")]
    assert [page.join(room)["ok"] for room in rooms] == [False, True, True]
