"""Rooms, who is in them, and what was said."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from app.accounts.models import Member
from app.chat.models import (
    REACTION_KINDS,
    GatheringReminder,
    HeldMessage,
    Message,
    Room,
    RoomLimit,
    RoomMembership,
)
from app.community.models import Group
from app.core.clock import now
from app.core.database import db
from app.core.text import render_markdown

_number = itertools.count(1)


def room(
    *,
    group: Group,
    inside: tuple[Member, ...] = (),
    hosts: tuple[Member, ...] = (),
    kind: str = "open",
    **values: Any,
) -> Room:
    """A room of a group with the people in it; a gathering is going on just now."""
    values.setdefault("title", f"Room {next(_number)}")
    if kind == "gathering":
        values.setdefault("starts_at", now() - timedelta(minutes=30))
        values.setdefault("ends_at", now() + timedelta(minutes=30))
    row = Room(group_id=group.id, kind=kind, member_count=len(inside) + len(hosts), **values)
    db.session.add(row)
    db.session.flush()
    for person in inside:
        db.session.add(RoomMembership(room_id=row.id, member_id=person.id))
    for person in hosts:
        db.session.add(RoomMembership(room_id=row.id, member_id=person.id, role="host"))
    db.session.flush()
    return row


def direct_room(*, between: tuple[Member, Member], states: tuple[str, str] = ("in", "in")) -> Room:
    """The room of two people; the first one asked."""
    low, high = sorted(person.id for person in between)
    count = states.count("in")
    row = Room(group_id=None, kind="direct", direct_key=f"{low}:{high}", member_count=count)
    db.session.add(row)
    db.session.flush()
    for person, state in zip(between, states, strict=True):
        place = RoomMembership(room_id=row.id, member_id=person.id, state=state)
        place.invited_by_id = None if person is between[0] else between[0].id
        db.session.add(place)
    db.session.flush()
    return row


def place_in_room(
    *, room: Room, member: Member, invited_by: Member | None = None, **values: Any
) -> RoomMembership:
    """A place in a room: in it as a member, unless `state` or `role` says otherwise."""
    row = RoomMembership(room_id=room.id, member_id=member.id, **values)
    row.invited_by_id = invited_by.id if invited_by else None
    if row.state == "in":
        db.session.get_one(Room, room.id).member_count += 1
    db.session.add(row)
    db.session.flush()
    return row


def message(*, room: Room, by: Member, body: str = "Some words", **values: Any) -> Message:
    """The next message of a room."""
    room = db.session.get_one(Room, room.id)
    room.last_sequence += 1
    values.setdefault("client_id", f"made-{next(_number)}")
    row = Message(
        room_id=room.id,
        sequence=room.last_sequence,
        author_id=by.id,
        body=body,
        html=render_markdown(body),
        **values,
    )
    room.last_message_at = row.created_at
    db.session.add(row)
    db.session.flush()
    return row


def limit(*, room: Room, member: Member, kind: str = "muted", **values: Any) -> RoomLimit:
    """What a host decided about somebody. Their place in the room stays as it is."""
    values.setdefault("reason", "Said so")
    row = RoomLimit(room_id=room.id, member_id=member.id, kind=kind, **values)
    db.session.add(row)
    db.session.flush()
    return row


def held(*, room: Room, by: Member, body: str = "Waiting words", **values: Any) -> HeldMessage:
    """A message that waits for a host."""
    values.setdefault("client_id", f"held-{next(_number)}")
    row = HeldMessage(room_id=room.id, author_id=by.id, body=body, **values)
    db.session.add(row)
    db.session.flush()
    return row


def many_messages(*, room: Room, by: Member, count: int) -> None:
    """As many messages as a busy room has, a minute apart, in one statement."""
    row = db.session.get_one(Room, room.id)
    begin = row.last_sequence
    first = now() - timedelta(minutes=count)
    rows = [
        {
            "public_id": f"many{row.id}x{begin + number}",
            "room_id": row.id,
            "sequence": begin + number,
            "author_id": by.id,
            "client_id": f"many-{number}",
            "body": f"Message {number}",
            "html": f"<p>Message {number}</p>",
            "content_note": "",
            "created_at": first + timedelta(minutes=number),
            **dict.fromkeys((f"{kind}_count" for kind in REACTION_KINDS), 0),
        }
        for number in range(1, count + 1)
    ]
    db.session.execute(insert(Message), rows)
    row.last_sequence += count


def reminder(*, room: Room, member: Member, **values: Any) -> GatheringReminder:
    """The member wants to hear of a gathering before it begins."""
    row = GatheringReminder(room_id=room.id, member_id=member.id, **values)
    db.session.add(row)
    db.session.flush()
    return row
