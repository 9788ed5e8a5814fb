"""Showing that one is in a room, and up to when. Only who switched it on is shown."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, update

from app.chat.models import RoomPresence
from app.chat.queries.presences import GONE_AFTER
from app.core.clock import now
from app.core.database import db, rows_changed

SLICE = 500


def arrive(*, room_id: int, member_id: int, sid: str) -> None:
    """One page of the member shows that they are here. Twice is once."""
    key = f"{sid} {room_id}"
    renewed = db.session.execute(
        update(RoomPresence).where(RoomPresence.socket_key == key).values(seen_at=now())
    )
    if not rows_changed(renewed):
        db.session.add(RoomPresence(room_id=room_id, member_id=member_id, socket_key=key))
        db.session.flush()


def depart(*, sid: str, room_ids: Sequence[int]) -> list[int]:
    """The page shows it no more; returns the rooms in which it did."""
    keys = [f"{sid} {room_id}" for room_id in room_ids]
    gone = delete(RoomPresence).where(RoomPresence.socket_key.in_(keys))
    return list(db.session.scalars(gone.returning(RoomPresence.room_id)))


def renew(keys: Sequence[str]) -> None:
    """These pages are still open; rows of pages that went without a word are swept."""
    for start in range(0, len(keys), SLICE):
        mine = RoomPresence.socket_key.in_(keys[start : start + SLICE])
        db.session.execute(update(RoomPresence).where(mine).values(seen_at=now()))
    sweep()


def sweep() -> int:
    """Pages that have not been heard of for some minutes show nobody any more; how many."""
    over = RoomPresence.seen_at < now() - 4 * GONE_AFTER
    return rows_changed(db.session.execute(delete(RoomPresence).where(over)))
