"""What `flask doctor` asks about rooms: are numbers, counters and places what rows say?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select, union_all

from app.chat.models import (
    REACTION_KINDS,
    Message,
    MessageChange,
    MessageReaction,
    Room,
    RoomMembership,
)
from app.chat.queries.keeping import KEPT_FOR
from app.community.models import Membership
from app.core.checkups import Problem, amber, checkup
from app.core.clock import now
from app.core.database import db
from app.core.text import render_markdown

SAMPLE = 200
# The job that removes what is over runs every ten minutes; so much later something is wrong.
LATE = timedelta(hours=2)


def _count(of: type, joined: tuple[object, object], *conditions: ColumnElement[bool]) -> int:
    """Rows of a model that contradict what a subquery counted."""
    statement = select(func.count()).select_from(of).outerjoin(*joined)  # type: ignore[arg-type]
    return db.session.scalar(statement.where(or_(*conditions))) or 0


@checkup("Rooms number what is said and changed without gaps, and know the last number")
def rooms_are_numbered() -> Iterator[str]:
    """A page that is behind asks for everything after a number: a gap would hide something. In a
    room that removed something, changes of what is gone are gone too, so gaps prove nothing."""
    said = select(Message.room_id, Message.sequence)
    changed = select(MessageChange.room_id, MessageChange.sequence)
    log = union_all(said, changed).subquery()
    numbers = (
        select(
            log.c.room_id,
            func.count().label("n"),
            func.count(log.c.sequence.distinct()).label("different"),
            func.max(log.c.sequence).label("last"),
        )
        .group_by(log.c.room_id)
        .subquery()
    )
    at = (numbers, numbers.c.room_id == Room.id)
    has_gap = and_(Room.purged_to == 0, Room.last_sequence != func.coalesce(numbers.c.n, 0))
    wrong = _count(Room, at, has_gap, numbers.c.n != numbers.c.different)
    if wrong:
        yield f"{wrong} rooms have numbers that are missing, or given twice."
    wrong = _count(
        Room, at, numbers.c.last > Room.last_sequence, Room.purged_to > Room.last_sequence
    )
    if wrong:
        yield f"{wrong} rooms do not know their last number: it would be given again."
    ahead = RoomMembership.read_sequence > Room.last_sequence
    wrong = _count(RoomMembership, (Room, Room.id == RoomMembership.room_id), ahead)
    if wrong:
        yield f"{wrong} members have read further in a room than anything was said."


@checkup("Rooms count their members rightly, and nobody from outside its group is in one")
def rooms_are_counted() -> Iterator[str]:
    """Who is in a room reads it; leaving the group must have ended that."""
    inside = select(RoomMembership.room_id, func.count().label("n"))
    inside = inside.where(RoomMembership.state == "in").group_by(RoomMembership.room_id)
    places = inside.subquery()
    differs = Room.member_count != func.coalesce(places.c.n, 0)
    wrong = _count(Room, (places, places.c.room_id == Room.id), differs)
    if wrong:
        yield f"{wrong} rooms count other members than they have."
    in_group = and_(
        Membership.group_id == Room.group_id, Membership.member_id == RoomMembership.member_id
    )
    outside = db.session.scalar(
        select(func.count())
        .select_from(RoomMembership)
        .join(Room, Room.id == RoomMembership.room_id)
        .outerjoin(Membership, in_group)
        .where(Room.group_id.is_not(None), Membership.id.is_(None))
    )
    if outside:
        yield f"{outside} places in rooms belong to people who are not in the group."


@checkup("Messages count their reactions rightly")
def reactions_to_messages_are_counted() -> Iterator[str]:
    """Five counters of each message."""
    given = {
        kind: func.sum(case((MessageReaction.kind == kind, 1), else_=0)) for kind in REACTION_KINDS
    }
    totals = [total.label(kind) for kind, total in given.items()]
    counted = (
        select(MessageReaction.message_id, *totals).group_by(MessageReaction.message_id).subquery()
    )
    differ = [
        getattr(Message, f"{kind}_count") != func.coalesce(counted.c[kind], 0)
        for kind in REACTION_KINDS
    ]
    wrong = _count(Message, (counted, counted.c.message_id == Message.id), *differ)
    if wrong:
        yield f"{wrong} messages count other reactions than they were given."


@checkup("Rooms keep nothing longer than they say")
def rooms_forget_in_time() -> Iterator[Problem]:
    """It is shown to everybody in them. Amber: the job may be late after a stop."""
    for retention, span in KEPT_FOR.items():
        late = db.session.scalar(
            select(func.count())
            .select_from(Message)
            .join(Room, Room.id == Message.room_id)
            .where(Room.retention == retention, Message.body != "")
            .where(Message.created_at < now() - span - LATE)
        )
        if late:
            yield amber(f"{late} messages are older than their room keeps them ({retention}).")


@checkup("Stored messages are what their words give")
def messages_are_rendered() -> Iterator[str]:
    """A sample: what is shown was made by the renderer that makes it safe."""
    some = select(Message.id).where(Message.body != "").order_by(func.random()).limit(SAMPLE)
    rows = db.session.execute(select(Message.body, Message.html).where(Message.id.in_(some))).all()
    wrong = sum(render_markdown(row.body) != row.html for row in rows)
    if wrong:
        yield f"{wrong} messages of a sample of {len(rows)} show something else than they say."
