"""What moderation can do with a message, whoever is in the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.chat.models import Message, MessageChange, Room
from app.chat.services import changing
from app.core.errors import NotFound
from app.core.transactions import unit_of_work
from app.moderation.services.registering import Adapter, adapters_of
from tests.chat.pages import Page
from tests.moderation.restrictions.judging import judge
from tests.support.at_once import at_once


@pytest.fixture
def adapter(app: Flask) -> Adapter:
    """The one for messages."""
    found = adapters_of(app).of("message")
    assert found is not None
    return found


@pytest.fixture
def decide(app: Flask, cast, adapter) -> Callable[[str, str], Any]:
    """`decide("hide", public_id)` by the moderator, who is in no room."""

    def act(what: str, public_id: str) -> Any:
        with app.app_context(), unit_of_work():
            how = {"as_": "hide"} if what == "hide" else {}
            return getattr(adapter, what)(public_id, by_id=cast.moderator.id, **how)

    return act


def test_a_message_is_found_whoever_looks(app: Flask, salon, cast, adapter):
    with app.test_request_context():
        thing = adapter.find(salon.said.public_id)
        assert adapter.find("nothinghere2") is None
        assert adapter.author_of("nothinghere2") is None
        assert adapter.author_of(salon.said.public_id) == cast.patient.id
    assert (thing.kind, thing.words, thing.author_name) == ("message", "Heron words", "patient")
    assert (thing.group_id, thing.place) == (salon.group.id, "Evening room – Quiet circle")
    assert thing.address == f"{salon.base}/messages/{salon.said.public_id}"
    assert thing.hidden_at is None


def test_also_one_of_two_people(app: Flask, cast, make, adapter):
    room = make.direct_room(between=(cast.patient, cast.other_patient))
    said = make.message(room=room, by=cast.patient, body="Between us")
    with app.test_request_context():
        thing = adapter.find(said.public_id)
    assert (thing.words, thing.group_id) == ("Between us", None)
    assert thing.place == "A conversation of two"


def test_hiding_is_a_numbered_change_that_open_pages_get(
    app: Flask, salon, cast, decide, row, rows
):
    page = Page(app, cast.other_patient)
    page.join(salon.room)
    assert decide("hide", salon.said.public_id) is True
    assert row(Message, salon.said.id).deleted_by_id == cast.moderator.id
    assert [(one.sequence, one.kind) for one in rows(MessageChange)] == [(3, "deleted")]
    assert [(one["sequence"], one["kind"]) for one in page.got("changed")] == [(3, "deleted")]
    assert "Heron" not in page.browser.get(salon.base).text


def test_moderators_still_find_what_they_hid(app: Flask, salon, cast, adapter, decide):
    decide("hide", salon.said.public_id)
    with app.test_request_context():
        thing = adapter.find(salon.said.public_id)
    assert (thing.words, thing.hidden_by_id) == ("Heron words", cast.moderator.id)


def test_nobody_in_the_room_brings_back_what_moderation_hid(salon, cast, do, decide, row):
    decide("hide", salon.said.public_id)
    for person in (cast.patient, salon.host):
        with pytest.raises(NotFound):
            do(
                changing.bring_back, by=person, room=salon.room, message_id=salon.said.public_id
            )  # fmt: skip
    assert row(Message, salon.said.id).deleted_at is not None


def test_restoring_puts_it_back_where_it_stood(app: Flask, salon, cast, decide, row, rows):
    decide("hide", salon.said.public_id)
    page = Page(app, cast.other_patient)
    page.join(salon.room, after=3)
    assert decide("restore", salon.said.public_id) is True
    back = row(Message, salon.said.id)
    assert (back.body, back.deleted_at, back.sequence) == ("Heron words", None, 1)
    assert [(one["sequence"], one["kind"]) for one in page.got("changed")] == [(4, "restored")]
    assert decide("restore", salon.said.public_id) is False
    assert len(rows(MessageChange)) == 2


def test_what_an_author_took_back_is_not_brought_to_light(salon, cast, do, decide, row):
    do(changing.take_back, by=cast.patient, room=salon.room, message_id=salon.said.public_id)
    assert decide("restore", salon.said.public_id) is False
    assert row(Message, salon.said.id).deleted_at is not None


def test_what_was_deleted_already_is_out_of_its_authors_hands_after_a_decision(
    app: Flask, salon, cast, do, row
):
    about = {"room": salon.room, "message_id": salon.said.public_id}
    do(changing.take_back, by=cast.patient, **about)
    judge(app, cast.moderator, salon.said, "hide", kind="message")
    with pytest.raises(NotFound):
        do(changing.bring_back, by=cast.patient, **about)
    assert row(Room, salon.room.id).last_sequence == 3


def test_what_is_gone_is_not_found(decide):
    for what in ("hide", "restore"):
        with pytest.raises(NotFound):
            decide(what, "nothinghere2")


def test_hiding_twice_at_once_is_one_change(app: Flask, salon, decide, rows):
    works = [lambda: decide("hide", salon.said.public_id) for _ in range(4)]
    assert at_once(app, works) == []
    assert [one.sequence for one in rows(MessageChange)] == [3]


def test_a_kind_has_one_adapter(app: Flask, adapter):
    with pytest.raises(ValueError, match="message"):
        adapters_of(app).add(adapter)
    assert [one.kind for one in adapters_of(app).all()] == ["message", "post"]
