"""What hosts set for a whole room: slow mode, holding new people's messages, closing it.

Each act is a row that says who did what, why and when. Acts of two hosts at the same moment come
one after the other: the second sees what the first did, and is told.
"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.chat import permissions
from app.chat.events import MessageTakenAway, RoomChanged
from app.chat.lengths import LONGEST_REASON
from app.chat.models import HostAct, Room
from app.chat.queries.hosting import has_another_host
from app.chat.queries.messages import message_of
from app.chat.queries.rooms import RoomRow, room_by_id
from app.chat.services import changing, sequencing
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer

# Seconds between two messages of one person.
PACES = (0, 10, 30, 60, 300)


def turn_of_host(by: Viewer, room_id: int) -> RoomRow:
    """The room as it stands when the host's turn has come; others wait until this act is kept.

    Raises:
        NotFound: the room is not for this person.
        Forbidden: they are no host of it.
    """
    wait_for_turn(room_id)
    room = found(room_by_id(by.id, room_id))
    require(permissions.is_host(room))
    return room


def wait_for_turn(room_id: int) -> None:
    """Hold the room's row until this change is kept. Others may still point to it."""
    db.session.execute(select(Room.id).where(Room.id == room_id).with_for_update(key_share=True))


def note_act(
    room_id: int,
    by: Viewer,
    act: str,
    *,
    about: int | None = None,
    value: str = "",
    reason: str = "",
) -> HostAct:
    """Write down what a host did; `about` is the key of the member concerned."""
    row = HostAct(
        room_id=room_id, by_id=by.id, act=act, member_id=about, value=value, reason=reason
    )
    db.session.add(row)
    db.session.flush()
    return row


def reason_of(words: str) -> str:
    """Why, as the person concerned will read it.

    Raises:
        Invalid: `reason`, when it is empty or too long.
    """
    text = words.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise Invalid("reason", _("Say why. The person concerned reads it."))
    if len(text) > LONGEST_REASON:
        raise Invalid("reason", _("At most %(most)d characters.", most=LONGEST_REASON))
    return text


def set_pace(*, by: Viewer, room_id: int, seconds: int) -> bool:
    """Slow mode, or none (0); whether that is new.

    Raises:
        NotFound, Forbidden: see `turn_of_host`.
        Invalid: `seconds` is none of those offered.
    """
    room = turn_of_host(by, room_id)
    if seconds not in PACES:
        raise Invalid("seconds", _("Choose one of the answers."))
    if room.slow_seconds == seconds:
        return False
    _change(room_id, slow_seconds=seconds)
    note_act(room_id, by, "slow", value=str(seconds))
    return True


def set_hold(*, by: Viewer, room_id: int, on: bool) -> bool:
    """Whether messages of people who are new in the group wait for a host; whether that is new.

    Raises:
        NotFound, Forbidden: see `turn_of_host`.
    """
    room = turn_of_host(by, room_id)
    if room.holds_new == on:
        return False
    _change(room_id, holds_new=on)
    note_act(room_id, by, "hold", value="on" if on else "off")
    return True


def close(*, by: Viewer, room_id: int, reason: str) -> None:
    """Nobody comes in or writes until it is opened again; who is inside reads on.

    Raises:
        NotFound, Forbidden: see `turn_of_host`.
        Invalid: `reason` cannot be used.
        Conflict: it is closed already.
    """
    room, reason = turn_of_host(by, room_id), reason_of(reason)
    if room.closed_at is not None:
        raise Conflict
    _change(room_id, closed_at=now(), closed_by_id=by.id, closed_reason=reason)
    note_act(room_id, by, "closed", reason=reason)


def reopen(*, by: Viewer, room_id: int) -> None:
    """People come in and write again.

    Raises:
        NotFound, Forbidden: see `turn_of_host`.
        Conflict: it is open already.
    """
    if turn_of_host(by, room_id).closed_at is None:
        raise Conflict
    _change(room_id, closed_at=None, closed_by_id=None, closed_reason="")
    note_act(room_id, by, "reopened")


def take_away(*, by: Viewer, room_id: int, message_id: str, reason: str) -> int:
    """A host takes away what somebody else said; its author reads why. Returns the number.

    Raises:
        NotFound: the room or the message is not for this person.
        Forbidden: they are no host of it, are not inside, or wrote it.
        Invalid: `reason` cannot be used.
        Conflict: it is gone already.
    """
    reason = reason_of(reason)
    room = turn_of_host(by, room_id)
    said = found(message_of(room, message_id))
    if said.deleted_at is not None:
        raise Conflict
    require(permissions.can_take_away(by.id, room, said))
    number = sequencing.next_number(room_id)
    changing.delete(by_id=by.id, room_id=room_id, message_id=said.id, number=number)
    act = note_act(
        room_id, by, "took_away", about=said.author_id, value=said.public_id, reason=reason
    )
    emit(
        MessageTakenAway(
            room_id=room_id, message_id=said.id, author_id=said.author_id, act_id=act.id
        )
    )
    return number


def keep_a_host(by: Viewer, room: RoomRow) -> None:
    """The last host goes only when somebody else looks after the room, or nobody needs to.

    Raises:
        Invalid: they have to hand it over first.
    """
    if room.my_role != "host" or room.my_state != "in":
        return
    wait_for_turn(room.id)
    over = room.ends_at is not None and room.ends_at < now()
    alone = room.member_count <= 1
    if over or alone or room.closed_at is not None or has_another_host(room.id, by.id):
        return
    raise Invalid("room", _("You are the last host here. Hand the room over before you leave."))


def _change(room_id: int, **values: object) -> None:
    """Change the room, and tell everybody in it."""
    statement = update(Room).where(Room.id == room_id).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))
    emit(RoomChanged(room_id=room_id))
