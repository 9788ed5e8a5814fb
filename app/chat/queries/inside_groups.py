"""Members of a group by name, and how they stand to one of its rooms: for hosts who ask them in."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, or_, select

from app.accounts.queries.blocks import stands_between
from app.accounts.queries.members import ADULT
from app.accounts.services.naming import key_of
from app.chat.queries.audience import HOLDS
from app.chat.queries.tables import (
    IN_GROUP,
    LIMITS,
    MEMBERS,
    PLACES,
    in_group,
    limit,
    member,
    place,
)
from app.core.clock import now
from app.core.database import db


class Asked(NamedTuple):
    """Somebody who was asked into a room and has not answered."""

    id: int
    public_id: str
    display_name: str


def member_called(group_id: int, name: str) -> int | None:
    """The key of the member of the group with this display name. Spelling that looks the same is
    the same name; what is written exactly so wins."""
    return db.session.scalar(
        select(member.id)
        .select_from(IN_GROUP.join(MEMBERS, member.id == in_group.member_id))
        .where(in_group.group_id == group_id)
        .where(or_(member.display_name == name, member.name_key == key_of(name)))
        .order_by((member.display_name == name).desc(), member.id)
        .limit(1)
    )


def place_of(room_id: int, member_id: int) -> str | None:
    """in, invited, declined or None."""
    return db.session.scalar(
        select(place.state).where(place.room_id == room_id, place.member_id == member_id)
    )


def may_be_asked(by_id: int, member_id: int, *, by_steward: bool) -> bool:
    """Whether an invitation of one member reaches another: never past a block, and between adults
    and younger people only by stewards, whom the group knows."""
    ages = db.session.scalars(
        select(func.coalesce(member.age_confirmed, 0) >= ADULT).where(
            member.id.in_((by_id, member_id))
        )
    ).all()
    return (by_steward or len(set(ages)) == 1) and not stands_between(by_id, member_id)


def is_removed(room_id: int, member_id: int) -> bool:
    """Whether a host took this member out of the room and that still holds."""
    return bool(
        db.session.scalar(
            select(limit.id)
            .select_from(LIMITS)
            .where(limit.room_id == room_id, limit.member_id == member_id)
            .where(limit.kind == "removed", HOLDS)
            .limit(1),
            {"moment": now()},
        )
    )


def asked_into(room_id: int) -> list[Asked]:
    """Who has not answered yet, by name; at most 100. For hosts."""
    rows = db.session.execute(
        select(member.id, member.public_id, member.display_name)
        .select_from(PLACES.join(MEMBERS, member.id == place.member_id))
        .where(place.room_id == room_id, place.state == "invited")
        .order_by(member.display_name, member.id)
        .limit(100)
    )
    return [Asked(*row) for row in rows]
