"""The row of numbers of a room, and the version of who may read it.

Both live in the room's own row, which stays locked until the transaction ends: numbers have
neither gaps nor twins, and whoever reads a number knows that everything below it is committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, update

from app.chat.models import MessageChange, Room
from app.core.database import UtcDateTime, db
from app.core.errors import found

_ROOMS: Any = Room.__table__
_NEXT = (
    update(_ROOMS)
    .where(_ROOMS.c.id == bindparam("room"))
    .values(last_sequence=_ROOMS.c.last_sequence + 1)
    .returning(_ROOMS.c.last_sequence)
)
_SAID_AT = bindparam("said_at", type_=UtcDateTime)
_NEXT_SAID = _NEXT.values(
    # A clock that was set back does not move a room down.
    last_message_at=case(
        (_ROOMS.c.last_message_at > _SAID_AT, _ROOMS.c.last_message_at), else_=_SAID_AT
    )
)


def next_number(room_id: int, *, said_at: datetime | None = None) -> int:
    """The next number of the room; with `said_at` it is for a message.

    Raises:
        NotFound: the room is gone.
    """
    values: dict[str, object] = {"room": room_id}
    if said_at is None:
        return int(found(db.session.scalar(_NEXT, values)))
    return int(found(db.session.scalar(_NEXT_SAID, values | {"said_at": said_at})))


def next_numbers(room_id: int, how_many: int) -> int:
    """So many numbers in one go; returns the first of them.

    Raises:
        NotFound: the room is gone.
    """
    statement = update(Room).where(Room.id == room_id)
    statement = statement.values(last_sequence=Room.last_sequence + how_many)
    last = db.session.scalar(
        statement.returning(Room.last_sequence).execution_options(synchronize_session=False)
    )
    return int(found(last)) - how_many + 1


def note_change(room_id: int, message_id: int, kind: str, *, body_before: str = "") -> int:
    """Number a change of a message; returns the number."""
    number = next_number(room_id)
    keep_change(room_id, message_id, number, kind, body_before=body_before)
    return number


def keep_change(
    room_id: int, message_id: int, number: int, kind: str, *, body_before: str = ""
) -> None:
    """Write a change down under a number that was taken in this transaction."""
    db.session.add(
        MessageChange(
            room_id=room_id,
            message_id=message_id,
            sequence=number,
            kind=kind,
            body_before=body_before,
        )
    )
    db.session.flush()


def outdate_access(room_ids: Sequence[int]) -> None:
    """Somebody may read less in these rooms: whatever is delivered from now on asks anew who may
    get it. In the order of the keys, so that two such changes never wait for each other."""
    for room_id in sorted(set(room_ids)):
        db.session.execute(
            update(Room)
            .where(Room.id == room_id)
            .values(access_version=Room.access_version + 1)
            .execution_options(synchronize_session=False)
        )
