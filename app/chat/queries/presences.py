"""Who says to be in a room now, and how a member wants to chat."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import and_, exists, select

from app.chat.queries.tables import (
    BLOCKS,
    MEMBERS,
    PLACES,
    PRESENCES,
    ROOMS,
    SETTINGS,
    block,
    member,
    place,
    presence,
    room,
    setting,
)
from app.core.clock import now
from app.core.database import db

# A page that said nothing for so long is gone, whatever its row says.
GONE_AFTER = timedelta(seconds=90)
MOST_NAMED = 50


class Preferences(NamedTuple):
    """A member's choices in chat; see `models.ChatSetting`."""

    announce: str = "all"
    shows_presence: bool = False
    shows_typing: bool = False
    enter_sends: bool = False
    requests: str = "groups"


class Present(NamedTuple):
    """Somebody who shows that they are there."""

    id: str
    name: str


def preferences_of(member_id: int) -> Preferences:
    """The member's choices, or the defaults."""
    row = db.session.execute(
        select(
            setting.announce,
            setting.shows_presence,
            setting.shows_typing,
            setting.enter_sends,
            setting.requests,
        )
        .select_from(SETTINGS)
        .where(setting.member_id == member_id)
    ).first()
    return Preferences(*row) if row else Preferences()


_other = PLACES.alias("other")
# One of two who talk alone blocked the other: neither sees any more when the other one is there.
_IS_BLOCKED = exists(
    select(block.id)
    .select_from(
        PLACES.join(_other, _other.c.room_id == place.room_id).join(
            BLOCKS, and_(block.by_id == place.member_id, block.member_id == _other.c.member_id)
        )
    )
    .where(place.room_id == room.id, room.kind == "direct", block.kind == "block")
    .correlate(ROOMS)
)


def people_in(room_id: int) -> list[Present]:
    """Those who show that they are in the room, by name; each once, at most 50."""
    rows = db.session.execute(
        select(member.public_id, member.display_name)
        .distinct()
        .select_from(
            PRESENCES.join(MEMBERS, member.id == presence.member_id).join(
                ROOMS, room.id == presence.room_id
            )
        )
        .where(presence.room_id == room_id, presence.seen_at > now() - GONE_AFTER, ~_IS_BLOCKED)
        .order_by(member.display_name, member.public_id)
        .limit(MOST_NAMED)
    )
    return [Present(*row) for row in rows]
