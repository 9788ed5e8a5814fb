"""The demo's rooms: every kind of them, true in all their numbers, and plainly made up."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Member
from app.chat.models import Message, Recap, Room, RoomMembership
from app.chat.queries import checkups
from app.community.models import Membership, Topic
from app.core.database import db
from app.core.mail.outbox import Letter
from app.demo.services import rooms
from app.demo.services.sign_ins import SignIn
from app.notifications.models import Notice
from tests.demo.conftest import UNTIL


def test_there_is_a_room_of_each_kind(demo: list[SignIn], inside: Flask) -> None:
    kinds = dict(db.session.execute(select(Room.kind, func.count()).group_by(Room.kind)).all())
    assert kinds == {"open": 2, "gathering": 2, "invited": 1, "direct": 1}


def test_the_patient_is_in_all_of_them_and_talks(demo: list[SignIn], inside: Flask) -> None:
    patient = db.session.scalars(
        select(Member).where(Member.display_name.contains("patient"))
    ).one()
    inside_of = select(func.count()).where(
        RoomMembership.member_id == patient.id, RoomMembership.state == "in"
    )
    assert db.session.scalar(inside_of) == 6
    said = select(func.count(Message.room_id.distinct())).where(Message.author_id == patient.id)
    assert db.session.scalar(said) >= 3


def test_numbers_counters_and_places_are_true(demo: list[SignIn], inside: Flask) -> None:
    checks = (
        checkups.rooms_are_numbered,
        checkups.rooms_are_counted,
        checkups.reactions_to_messages_are_counted,
        checkups.messages_are_rendered,
    )
    assert [problem for check in checks for problem in check()] == []
    times = select(Message.created_at).order_by(Message.room_id, Message.sequence)
    assert max(db.session.scalars(times)) <= UNTIL


def test_people_talk_only_in_rooms_of_their_groups(demo: list[SignIn], inside: Flask) -> None:
    strays = (
        select(Message.id)
        .join(Room, Room.id == Message.room_id)
        .outerjoin(
            Membership,
            (Membership.group_id == Room.group_id) & (Membership.member_id == Message.author_id),
        )
        .where(Room.group_id.is_not(None), Membership.id.is_(None))
    )
    assert db.session.scalars(strays).all() == []


def test_one_gathering_comes_this_week_and_one_has_a_recap(
    demo: list[SignIn], inside: Flask
) -> None:
    coming, past = db.session.scalars(
        select(Room).where(Room.kind == "gathering").order_by(Room.starts_at.desc())
    )
    assert UNTIL < coming.starts_at < UNTIL + timedelta(days=7)
    recap = db.session.scalars(select(Recap)).one()
    topic = db.session.get_one(Topic, recap.topic_id)
    assert (recap.room_id, recap.state, topic.group_id) == (past.id, "published", past.group_id)
    assert past.ends_at < topic.created_at <= UNTIL


def test_nobody_is_written_to(demo: list[SignIn], inside: Flask) -> None:
    """Addresses of the demo lead nowhere."""
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 0
    assert set(db.session.scalars(select(Notice.kind))) == {"role_granted"}


def test_a_line_that_nobody_says_stops_the_demo(inside: Flask) -> None:
    with pytest.raises(ValueError, match="nobody says"):
        rooms.Talk(1, {}, UNTIL).tell("Just words")


def said() -> list[str]:
    texts: dict[str, Any] = tomllib.loads(rooms.FILE.read_text("utf-8"))
    return [line for one in (*texts["rooms"], texts["direct"]) for line in one["said"].splitlines()]


def test_the_talk_is_calm_and_gives_no_advice_about_medicine() -> None:
    assert len(said()) > 40
    words = " ".join(said()).lower()
    for word in ("mg", "dose", "tablet", "pill", "cure", "medication", "you should", "suicid"):
        assert f" {word}" not in words, word
