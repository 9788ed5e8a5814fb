"""How a member chats, whom they let write to them, and whom they do not want to hear."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.chat.models import ChatSetting, RoomPresence
from app.chat.queries.presences import Preferences, preferences_of
from app.core.database import db
from tests.chat.pages import Page
from tests.factories import Maker
from tests.support.client import SiteClient

CHOICES = {"announce": "count", "shows_presence": "y", "enter_sends": "y", "requests": "chosen"}

pytestmark = pytest.mark.usefixtures("nobody_connected")


@pytest.fixture
def group(make: Maker, cast: SimpleNamespace) -> Any:
    make.group(members=(cast.stranger,))
    return make.group(members=(cast.patient, cast.other_patient))


@pytest.fixture
def member(app: Flask, cast: SimpleNamespace, group: Any) -> SiteClient:
    browser: SiteClient = app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined]
    return browser


def chosen(member: SiteClient) -> list[str]:
    return [item.span.text for item in member.page("/me/chat").select("main li.cluster")]


def test_choices_are_kept_and_shown(app: Flask, member: SiteClient, cast: SimpleNamespace) -> None:
    member.post("/me/chat", data=CHOICES)
    member.post("/me/chat", data=CHOICES)

    with app.app_context():
        kept = preferences_of(cast.patient.id)
        assert preferences_of(cast.other_patient.id) == Preferences()
    assert kept == Preferences("count", shows_presence=True, enter_sends=True, requests="chosen")
    page = member.page("/me/chat")
    on = {box["name"] for box in page.select("input[type=checkbox][checked]")}
    assert on == {"shows_presence", "enter_sends"}
    assert page.select_one("input[name=requests][checked]")["value"] == "chosen"


@pytest.mark.parametrize("field", ["announce", "requests"])
def test_an_unknown_answer_is_refused(app: Flask, member: SiteClient, field: str) -> None:
    answer = member.post("/me/chat", data={**CHOICES, field: "everybody"})

    assert answer.status_code == 422
    with app.app_context():
        assert db.session.scalars(select(ChatSetting)).all() == []


def test_presence_switched_off_is_gone_from_every_room_at_once(
    app: Flask, make: Maker, member: SiteClient, group: Any, cast: SimpleNamespace
) -> None:
    room = make.room(group=group, inside=(cast.patient, cast.other_patient))
    member.post("/me/chat", data=CHOICES)
    mine, other = Page(app, cast.patient, browser=member), Page(app, cast.other_patient)
    mine.join(room)
    other.join(room)
    answer = mine.ask("present", room=room.public_id, on=True)
    assert answer["ok"], answer
    assert [one["name"] for one in other.got("people")[-1]["people"]] == ["patient"]

    off = {name: value for name, value in CHOICES.items() if name != "shows_presence"}
    member.post("/me/chat", data=off)

    assert other.got("people")[-1]["people"] == []
    with app.app_context():
        assert db.session.scalars(select(RoomPresence)).all() == []


def test_people_are_chosen_by_name_and_taken_off_with_undo(
    member: SiteClient, cast: SimpleNamespace
) -> None:
    member.post("/me/chat/chosen", data={"name": "other patient"})
    member.post("/me/chat/chosen", data={"name": "other patient"})
    assert chosen(member) == ["other patient"]

    member.post(f"/members/{cast.other_patient.public_id}/unchoose")
    undo = member.page("/me/chat").select_one(".undo-notice form")["action"]

    assert chosen(member) == []
    member.post(undo)
    assert chosen(member) == ["other patient"]


@pytest.mark.parametrize("name", ["stranger", "patient", "Nobody At All", ""])
def test_names_outside_of_my_groups_cannot_be_tried_out(member: SiteClient, name: str) -> None:
    answer = member.post("/me/chat/chosen", data={"name": name})

    assert answer.status_code == 422
    assert ("Nobody in your groups has this name." in answer.text) is bool(name)
    assert chosen(member) == []


def test_nobody_chooses_themselves_or_nobody(member: SiteClient, cast: SimpleNamespace) -> None:
    for who in (cast.patient.public_id, "nobodyhere12"):
        for act in ("choose", "unchoose"):
            assert member.post(f"/members/{who}/{act}").status_code == 404
