"""Recaps as the host who writes them finds them, and quotes as the people quoted do."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, func, or_, select

from app.chat.queries.rooms import RoomRow
from app.chat.queries.tables import (
    ACTS,
    GROUPS,
    MEMBERS,
    MESSAGES,
    QUOTES,
    RECAPS,
    ROOMS,
    TOPICS,
    act,
    group,
    member,
    message,
    quote,
    recap,
    room,
    topic,
)
from app.core.database import db
from app.core.viewer import Viewer

MOST_SHOWN = 50
# From the narrowest to the widest.
AUDIENCES = ("group", "members", "public")


class RecapLine(NamedTuple):
    """A recap in a list. The topic is there once it is published, unless it was taken back."""

    public_id: str
    title: str
    state: str
    author: str
    at: datetime
    topic_public_id: str | None


class RecapRow(NamedTuple):
    """One recap, for the host who writes it."""

    id: int
    public_id: str
    room_id: int
    title: str
    body: str
    state: str


class QuoteLine(NamedTuple):
    """Words in a recap, and what their author answered."""

    id: int
    public_id: str
    author_id: int
    author: str
    message_public_id: str
    words: str
    answer: str


class AskedLine(NamedTuple):
    """A quote as the person quoted sees it, with the recap it stands in and who would read it."""

    public_id: str
    words: str
    answer: str
    recap_title: str
    recap_body: str
    recap_state: str
    host: str
    room_title: str
    group_name: str
    audience: str


_ROOM = bindparam("room_id", type_=Integer)
_ME = bindparam("viewer_id", type_=Integer)
_ASKED = (
    select(
        quote.public_id,
        quote.words,
        quote.answer,
        recap.title,
        recap.body,
        recap.state,
        member.display_name,
        room.title,
        group.name,
        group.audience,
    )
    .select_from(QUOTES.join(RECAPS, recap.id == quote.recap_id))
    .join(ROOMS, room.id == recap.room_id)
    .join(GROUPS, group.id == room.group_id)
    .join(MEMBERS, member.id == recap.author_id)
    # A draft asks nobody, and hosts need not ask themselves.
    .where(quote.author_id == _ME, recap.author_id != _ME, recap.state != "draft")
)
_MINE = _ASKED.order_by(quote.answer != "waiting", quote.id.desc()).limit(MOST_SHOWN)
_ONE_ASKED = _ASKED.where(quote.public_id == bindparam("public_id"))
_ONE = (
    select(
        recap.id,
        recap.public_id,
        recap.room_id,
        recap.title,
        recap.body,
        recap.state,
    )
    .select_from(RECAPS)
    .where(
        recap.room_id == _ROOM,
        recap.author_id == _ME,
        recap.public_id == bindparam("public_id"),
    )
)
_LIST = (
    select(
        recap.public_id,
        recap.title,
        recap.state,
        member.display_name,
        func.coalesce(recap.published_at, recap.created_at, type_=recap.created_at.type),
        topic.public_id,
    )
    .select_from(RECAPS.join(MEMBERS, member.id == recap.author_id))
    .outerjoin(TOPICS, (topic.id == recap.topic_id) & topic.deleted_at.is_(None))
    .where(recap.room_id == _ROOM, or_(recap.author_id == _ME, recap.state == "published"))
    .order_by(recap.id.desc())
    .limit(MOST_SHOWN)
)
_QUOTES = (
    select(
        quote.id,
        quote.public_id,
        quote.author_id,
        member.display_name,
        message.public_id,
        quote.words,
        quote.answer,
    )
    .select_from(QUOTES.join(MEMBERS, member.id == quote.author_id))
    .join(MESSAGES, message.id == quote.message_id)
    .where(quote.recap_id == bindparam("recap_id", type_=Integer))
    # In the order in which it was said.
    .order_by(message.sequence)
)


def recaps_of(viewer: Viewer, room: RoomRow) -> list[RecapLine]:
    """The published ones of a room, and those that the viewer is writing; at most 50."""
    values = {"room_id": room.id, "viewer_id": viewer.id}
    return [RecapLine(*row) for row in db.session.execute(_LIST, values)]


def recap_of(viewer: Viewer, room: RoomRow, public_id: str) -> RecapRow | None:
    """A recap that the viewer writes, or wrote, in this room."""
    values = {"room_id": room.id, "viewer_id": viewer.id, "public_id": public_id}
    row = db.session.execute(_ONE, values).first()
    return RecapRow(*row) if row else None


def quotes_of(recap_id: int) -> list[QuoteLine]:
    """All quotes of a recap, in the order in which the words were said."""
    return [QuoteLine(*row) for row in db.session.execute(_QUOTES, {"recap_id": recap_id})]


def asked_of(viewer: Viewer) -> list[AskedLine]:
    """Where the viewer is quoted: what waits for an answer first; at most 50."""
    return [AskedLine(*row) for row in db.session.execute(_MINE, {"viewer_id": viewer.id})]


def asked_one(viewer: Viewer, public_id: str) -> AskedLine | None:
    """One of these."""
    values = {"viewer_id": viewer.id, "public_id": public_id}
    row = db.session.execute(_ONE_ASKED, values).first()
    return AskedLine(*row) if row else None


def audience_of(room: RoomRow) -> str | None:
    """Who reads in the room's group: public, members, group. None without a group."""
    return db.session.scalar(select(group.audience).where(group.id == room.group_id))


def audience_when_asked(room_id: int, recap_public_id: str) -> str | None:
    """Who read in the group when the people quoted were asked last; hosts' acts keep it."""
    asked = {f"{audience} {recap_public_id}": audience for audience in AUDIENCES}
    value = db.session.scalar(
        select(act.value)
        .select_from(ACTS)
        .where(act.room_id == room_id, act.act == "asked", act.value.in_(asked))
        .order_by(act.id.desc())
        .limit(1)
    )
    return asked.get(value or "")
