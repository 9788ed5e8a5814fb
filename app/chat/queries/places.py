"""In which rooms a member has a place."""

from __future__ import annotations

from sqlalchemy import select

from app.chat.queries.tables import PLACES, ROOMS, place, room
from app.core.database import db


def rooms_of_group_with(member_id: int, group_id: int) -> list[int]:
    """The keys of a group's rooms in which the member is, or was asked into."""
    return list(
        db.session.scalars(
            select(room.id)
            .select_from(ROOMS.join(PLACES, place.room_id == room.id))
            .where(room.group_id == group_id, place.member_id == member_id)
        )
    )


def uninvited_in(member_id: int, group_id: int) -> list[int]:
    """The keys of a group's rooms by invitation which the member is in, as no host, though nobody
    asked them in."""
    return list(
        db.session.scalars(
            select(room.id)
            .select_from(ROOMS.join(PLACES, place.room_id == room.id))
            .where(room.group_id == group_id, room.kind == "invited")
            .where(place.member_id == member_id, place.state == "in")
            .where(place.role == "member", place.invited_by_id.is_(None))
        )
    )


def rooms_with(member_id: int) -> list[int]:
    """The keys of all rooms that the member is in."""
    return list(
        db.session.scalars(
            select(place.room_id).where(place.member_id == member_id, place.state == "in")
        )
    )
