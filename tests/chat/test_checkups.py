"""`flask doctor` names each thing about rooms that is not what it says."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.chat.models import MessageReaction
from app.chat.queries import checkups
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker

CHECKS = (
    checkups.rooms_are_numbered,
    checkups.rooms_are_counted,
    checkups.reactions_to_messages_are_counted,
    checkups.messages_are_rendered,
    checkups.rooms_forget_in_time,
)


@pytest.fixture
def healthy(inside: Flask, make: Maker) -> SimpleNamespace:
    """A room with two messages and a reaction; it keeps a day."""
    ann, bob = make.member(), make.member()
    room = make.room(group=make.group(members=(ann, bob)), inside=(ann, bob), retention="24h")
    first = make.message(room=room, by=ann)
    make.message(room=room, by=bob)
    with unit_of_work():
        db.session.add(MessageReaction(message_id=first.id, member_id=bob.id, kind="hope"))
        db.session.execute(text("UPDATE messages SET hope_count = 1 WHERE sequence = 1"))
    assert found() == []
    return SimpleNamespace(ann=ann, room=room)


def found() -> list[str]:
    """Everything that the checkups say."""
    db.session.rollback()
    said: list[Any] = [problem for check in CHECKS for problem in check()]
    return [str(getattr(one, "words", one)) for one in said]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("DELETE FROM messages WHERE sequence = 2", "missing, or given twice"),
        ("UPDATE rooms SET last_sequence = 1", "would be given again"),
        ("UPDATE rooms SET purged_to = 9", "would be given again"),
        ("UPDATE room_memberships SET read_sequence = 9", "read further"),
        ("UPDATE rooms SET member_count = 7", "count other members"),
        ("UPDATE room_memberships SET state = 'declined'", "count other members"),
        ("DELETE FROM memberships", "2 places in rooms belong to people who are not in the group"),
        ("UPDATE messages SET hope_count = 0", "1 messages count other reactions"),
        ("UPDATE messages SET thanks_count = 1 WHERE sequence = 2", "count other reactions"),
        ("DELETE FROM message_reactions", "count other reactions"),
        ("UPDATE messages SET html = '<b>x</b>'", "show something else"),
    ],
)
def test_what_contradicts_is_named(healthy: SimpleNamespace, broken: str, words: str) -> None:
    with unit_of_work():
        db.session.execute(text(broken))
    assert [one for one in found() if words in one]


def test_a_number_that_was_given_twice_is_named(healthy: SimpleNamespace) -> None:
    """The two tables share one row of numbers, which no rule of the database can watch."""
    twice = (
        "INSERT INTO message_changes (room_id, sequence, message_id, kind, body_before, created_at)"
        " SELECT room_id, 2, id, 'reacted', '', created_at FROM messages WHERE sequence = 1"
    )
    with unit_of_work():
        db.session.execute(text(twice))
        db.session.execute(text("UPDATE rooms SET purged_to = 0, last_sequence = 3"))
    assert [one for one in found() if "given twice" in one]


@pytest.mark.parametrize(("hours", "is_late"), [(25, False), (27, True)])
def test_a_room_that_keeps_words_too_long_is_named(
    healthy: SimpleNamespace, hours: int, is_late: bool
) -> None:
    """The job runs every ten minutes; a little later is no fault."""
    old = {"at": (now() - timedelta(hours=hours)).replace(tzinfo=None)}
    with unit_of_work():
        db.session.execute(text("UPDATE messages SET created_at = :at WHERE sequence = 1"), old)
    assert bool([one for one in found() if "older than their room" in one]) is is_late
