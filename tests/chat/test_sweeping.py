"""Words that nobody can bring back any more, and pages that nobody has open any more."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import insert, select

from app.chat.models import MessageChange, RoomPresence
from app.chat.services import being_here, purging
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.privacy.filling import everything


def test_deleted_words_are_emptied_after_thirty_days(inside: Flask, make: Maker) -> None:
    """In rooms that keep everything, too."""
    ann = make.member()
    room = make.room(group=make.group(members=(ann,)), inside=(ann,))
    for days in (29, 31):
        body = f"Words of {days} days"
        at = now() - timedelta(days=days)
        gone = make.message(room=room, by=ann, body=body, content_note=body, deleted_at=at)
        change = {"room_id": room.id, "message_id": gone.id, "sequence": 100 + days,
                  "kind": "edited", "body_before": body, "created_at": at}  # fmt: skip
        with unit_of_work():
            db.session.execute(insert(MessageChange), change)
        db.session.expire_all()
    with unit_of_work():
        assert (purging.sweep_deleted(), purging.sweep_deleted()) == (1, 0)
    whole = repr(everything())
    assert ("Words of 31" in whole, "Words of 29" in whole) == (False, True)


def test_presences_go_after_minutes(inside: Flask, make: Maker) -> None:
    ann = make.member()
    room = make.room(group=make.group(members=(ann,)), inside=(ann,))
    with unit_of_work():
        for minutes in (1, 7):
            seen = now() - timedelta(minutes=minutes)
            row = RoomPresence(room_id=room.id, member_id=ann.id, socket_key=f"page {minutes}")
            row.seen_at = seen
            db.session.add(row)
    with unit_of_work():
        assert being_here.sweep() == 1
    assert db.session.scalars(select(RoomPresence.socket_key)).all() == ["page 1"]
