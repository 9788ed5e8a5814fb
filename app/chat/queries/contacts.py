"""Who may write to whom alone, and how two people stand to each other in a conversation.

Whether somebody takes messages is one answer of one statement, whatever the reason: their choice,
a block on either side, an age. Nobody can tell one from the other, not by the time it takes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, func, or_, select

from app.accounts.queries.members import ADULT
from app.chat.queries.tables import (
    BLOCKS,
    CHOSEN,
    IN_GROUP,
    MEMBERS,
    PLACES,
    ROOMS,
    SETTINGS,
    block,
    chosen,
    member,
    room,
    setting,
)
from app.core.clock import now
from app.core.database import UtcDateTime, db
from app.core.viewer import Viewer

# A request is open for so long; a quiet no does not shorten it.
OPEN_FOR = timedelta(days=30)


class Contact(NamedTuple):
    """Somebody whom the viewer may want to write to. `takes_messages` says only yes or no;
    `my_account_since` and `my_open_requests` are the viewer's own."""

    id: int
    public_id: str
    display_name: str
    takes_messages: bool
    my_account_since: datetime
    my_open_requests: int


class Between(NamedTuple):
    """The conversation of two people. `was_asked`: the other one asked me."""

    room_id: int
    room_public_id: str
    my_state: str | None
    other_state: str | None
    was_asked: bool


class Chosen(NamedTuple):
    """Somebody whom the viewer lets write."""

    public_id: str
    display_name: str


_ME = bindparam("viewer_id", type_=Integer)
_me = MEMBERS.alias("me")
_mine, _theirs = PLACES.alias("my_place"), PLACES.alias("their_place")
_my_group, _their_group = IN_GROUP.alias("my_group"), IN_GROUP.alias("their_group")

_IS_BLOCKED = exists(
    select(block.id)
    .select_from(BLOCKS)
    .where(
        block.kind == "block",
        or_(
            and_(block.by_id == _ME, block.member_id == member.id),
            and_(block.by_id == member.id, block.member_id == _ME),
        ),
    )
    .correlate(MEMBERS)
)
_SHARES_A_GROUP = exists(
    select(_their_group.c.id)
    .select_from(_their_group.join(_my_group, _my_group.c.group_id == _their_group.c.group_id))
    .where(_their_group.c.member_id == member.id, _my_group.c.member_id == _ME)
    .correlate(MEMBERS)
)
_IS_CHOSEN = exists(
    select(chosen.id)
    .select_from(CHOSEN)
    .where(chosen.member_id == member.id, chosen.contact_id == _ME)
    .correlate(MEMBERS)
)
_LETS = func.coalesce(
    select(setting.requests)
    .select_from(SETTINGS)
    .where(setting.member_id == member.id)
    .correlate(MEMBERS)
    .scalar_subquery(),
    "groups",
)
_TAKES_MESSAGES: ColumnElement[bool] = and_(
    func.coalesce(member.age_confirmed, 0) >= ADULT,
    func.coalesce(_me.c.age_confirmed, 0) >= ADULT,
    ~_IS_BLOCKED,
    or_(and_(_LETS == "groups", _SHARES_A_GROUP), and_(_LETS == "chosen", _IS_CHOSEN)),
)
_MY_OPEN_REQUESTS = (
    select(func.count())
    .select_from(
        _theirs.join(ROOMS, and_(room.id == _theirs.c.room_id, room.kind == "direct")).join(
            _mine, and_(_mine.c.room_id == room.id, _mine.c.member_id == _ME)
        )
    )
    .where(
        _theirs.c.invited_by_id == _ME,
        _theirs.c.state.in_(("invited", "declined")),
        _theirs.c.joined_at > bindparam("open_since", type_=UtcDateTime),
    )
    .scalar_subquery()
)
_CONTACT = (
    select(
        member.id,
        member.public_id,
        member.display_name,
        _TAKES_MESSAGES,
        _me.c.created_at,
        _MY_OPEN_REQUESTS,
    )
    .select_from(MEMBERS.join(_me, _me.c.id == _ME))
    .where(member.public_id == bindparam("public_id"), member.id != _ME)
)
_BETWEEN = (
    select(
        room.id,
        room.public_id,
        _mine.c.state,
        _theirs.c.state,
        _mine.c.invited_by_id == bindparam("other_id", type_=Integer),
    )
    .select_from(
        ROOMS.outerjoin(
            _mine, and_(_mine.c.room_id == room.id, _mine.c.member_id == _ME)
        ).outerjoin(
            _theirs,
            and_(
                _theirs.c.room_id == room.id,
                _theirs.c.member_id == bindparam("other_id", type_=Integer),
            ),
        )
    )
    .where(room.direct_key == bindparam("direct_key"))
)


def contact_of(viewer: Viewer, public_id: str) -> Contact | None:
    """Another member, and whether the viewer may write to them; None for oneself."""
    values = {
        "viewer_id": viewer.id, "public_id": public_id, "open_since": now() - OPEN_FOR,
    }  # fmt: skip
    row = db.session.execute(_CONTACT, values).first()
    return Contact(*row) if row else None


def key_between(one_id: int, other_id: int) -> str:
    """What names the one room of two people."""
    low, high = sorted((one_id, other_id))
    return f"{low}:{high}"


def between(viewer: Viewer, other_id: int) -> Between | None:
    """The conversation of the viewer with somebody, in whatever state."""
    key = key_between(viewer.id, other_id)
    values = {"viewer_id": viewer.id, "other_id": other_id, "direct_key": key}
    row = db.session.execute(_BETWEEN, values).first()
    return Between(row[0], row[1], row[2], row[3], bool(row[4])) if row else None


def chosen_by(viewer: Viewer) -> list[Chosen]:
    """Whom the viewer lets write to them, by name."""
    rows = db.session.execute(
        select(member.public_id, member.display_name)
        .select_from(CHOSEN.join(MEMBERS, member.id == chosen.contact_id))
        .where(chosen.member_id == viewer.id)
        .order_by(member.display_name, member.id)
    )
    return [Chosen(*row) for row in rows]
