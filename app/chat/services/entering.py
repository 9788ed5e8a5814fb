"""Coming into a room and leaving it. Both can be done twice without harm."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from app.chat import permissions
from app.chat.events import MemberEnteredRoom, RightsEnded
from app.chat.models import Room, RoomMembership, RoomPresence
from app.chat.queries.rooms import RoomRow, room_by_id
from app.chat.services import sequencing
from app.chat.services.hosting import keep_a_host, note_act, wait_for_turn
from app.core.database import db, rows_changed
from app.core.errors import found, require
from app.core.events import emit
from app.core.viewer import Viewer


def enter(*, by: Viewer, room_id: int) -> bool:
    """The member comes in, or accepts an invitation; whether they were outside before.

    Raises:
        NotFound: the room is not for this person.
        Forbidden: they were removed, or the room is closed.
    """
    room = found(room_by_id(by.id, room_id))
    if room.my_state == "in" and permissions.can_read(room):
        return False
    require(permissions.can_enter(room))
    let_in(room_id=room.id, member_id=by.id, history=room.history)
    if room.kind == "invited" and room.my_state != "invited":
        # A steward whom nobody asked: who looks after the room can see it, also when they have left.
        note_act(room.id, by, "came_in", about=by.id)
    return True


def let_in(*, room_id: int, member_id: int, history: str, role: str = "member") -> None:
    """Give somebody a place; rules were asked before. What was said so far is theirs to read only
    if the room says so."""
    # The room first, as everywhere: of two requests of one person the second sees the place.
    wait_for_turn(room_id)
    row = db.session.scalar(
        select(RoomMembership)
        .where(RoomMembership.room_id == room_id, RoomMembership.member_id == member_id)
        .with_for_update()
    )
    if row is not None and row.state == "in":
        return
    last = db.session.scalar(
        update(Room)
        .where(Room.id == room_id)
        .values(member_count=Room.member_count + 1)
        .returning(Room.last_sequence)
        .execution_options(synchronize_session=False)
    )
    start = int(found(last)) if history == "since_joining" else 0
    if row is None:
        row = RoomMembership(room_id=room_id, member_id=member_id)
        db.session.add(row)
    row.state, row.from_sequence = "in", start
    row.read_sequence = max(row.read_sequence or 0, start)
    if role == "host":
        row.role = role
    db.session.flush()
    emit(MemberEnteredRoom(room_id=room_id, member_id=member_id))


def leave(*, by: Viewer, room_id: int) -> bool:
    """The member goes, or says no to being asked in; whether they had a place. What they said
    stays. A no is kept, so that nobody is asked twice, and so is the place in a conversation of
    two, which the other one keeps.

    Raises:
        NotFound: the room is not for this person.
        Invalid: `room`: they are its last host, and others are inside.
    """
    room: RoomRow = found(room_by_id(by.id, room_id))
    if room.kind == "direct" or room.my_state == "invited":
        return turn_down(room.id, by.id, was_in=room.my_state == "in")
    keep_a_host(by, room)
    return take_out([room.id], by.id, why="left")


def turn_down(room_id: int, member_id: int, *, was_in: bool) -> bool:
    """The member's place stays as a no. Whether there was one to end."""
    mine = (RoomMembership.room_id == room_id, RoomMembership.member_id == member_id)
    before = "in" if was_in else "invited"
    result = db.session.execute(
        update(RoomMembership).where(*mine, RoomMembership.state == before).values(state="declined")
    )
    if rows_changed(result) == 0:
        return False
    if was_in:
        db.session.execute(
            update(Room).where(Room.id == room_id).values(member_count=Room.member_count - 1)
        )
        db.session.execute(
            delete(RoomPresence).where(
                RoomPresence.room_id == room_id, RoomPresence.member_id == member_id
            )
        )
        sequencing.outdate_access([room_id])
        emit(RightsEnded(room_ids=(room_id,), member_id=member_id, why="left"))
    return True


def take_out(room_ids: Sequence[int], member_id: int, *, why: str) -> bool:
    """End a member's place in rooms, and with it what they hold open there. `why` is that of
    `RightsEnded`. Whether there was one to end."""
    inside = db.session.scalars(
        select(RoomMembership.room_id).where(
            RoomMembership.room_id.in_(room_ids),
            RoomMembership.member_id == member_id,
            RoomMembership.state == "in",
        )
    ).all()
    for room_id in sorted(inside):
        db.session.execute(
            update(Room).where(Room.id == room_id).values(member_count=Room.member_count - 1)
        )
    mine = RoomMembership.member_id == member_id
    gone = db.session.execute(
        delete(RoomMembership).where(RoomMembership.room_id.in_(room_ids), mine)
    )
    db.session.execute(
        delete(RoomPresence).where(
            RoomPresence.room_id.in_(room_ids), RoomPresence.member_id == member_id
        )
    )
    if rows_changed(gone) == 0:
        return False
    sequencing.outdate_access(room_ids)
    emit(RightsEnded(room_ids=tuple(room_ids), member_id=member_id, why=why))
    return True


def note_read(*, by: Viewer, room: RoomRow, up_to: int) -> None:
    """Keep up to where the member has read; it never goes back."""
    up_to = min(up_to, room.last_sequence)
    db.session.execute(
        update(RoomMembership)
        .where(
            RoomMembership.room_id == room.id,
            RoomMembership.member_id == by.id,
            RoomMembership.read_sequence < up_to,
        )
        .values(read_sequence=up_to)
    )
