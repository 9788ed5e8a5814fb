"""Who looks after a room: handing it to another, and stewards who take it."""

from __future__ import annotations

from sqlalchemy import update

from app.chat import permissions
from app.chat.events import RoomChanged
from app.chat.models import RoomMembership
from app.chat.queries.hosting import person_in
from app.chat.services import entering
from app.chat.services.hosting import note_act, turn_of_host
from app.core.database import db
from app.core.errors import Conflict, found, require
from app.core.events import emit
from app.core.viewer import Viewer


def hand_over(*, by: Viewer, room_id: int, person_id: str, stay: bool = False) -> None:
    """Somebody inside becomes host; the actor becomes a member like all others, unless they
    `stay` host beside them. `person_id` is the public one.

    Raises:
        NotFound: the room is not for this host, or that person was never in it.
        Forbidden: the actor is no host, or the person is not inside, limited, or host already.
    """
    room = turn_of_host(by, room_id)
    person = found(person_in(room, person_id))
    require(permissions.can_hand_over(by.id, room, person))
    _set_role(room_id, person.id, "host")
    if room.my_role == "host" and not stay:
        _set_role(room_id, by.id, "member")
    note_act(room_id, by, "handed_over", about=person.id, value="stays" if stay else "")
    emit(RoomChanged(room_id=room_id))


def take_over(*, by: Viewer, room_id: int) -> None:
    """A steward becomes host, and comes in for it: everybody sees who looks after the room.

    Raises:
        NotFound: the room is not for this person.
        Forbidden: they are no steward of its group, or cannot come in.
        Conflict: they are its host already.
    """
    room = turn_of_host(by, room_id)
    require(room.my_group_role == "steward")
    if room.my_role == "host" and room.my_state == "in":
        raise Conflict
    if permissions.can_read(room):
        _set_role(room_id, by.id, "host")
    else:
        require(permissions.can_enter(room))
        entering.let_in(room_id=room_id, member_id=by.id, history=room.history, role="host")
    note_act(room_id, by, "took_over", about=by.id)
    emit(RoomChanged(room_id=room_id))


def _set_role(room_id: int, member_id: int, role: str) -> None:
    db.session.execute(
        update(RoomMembership)
        .where(RoomMembership.room_id == room_id, RoomMembership.member_id == member_id)
        .values(role=role)
        .execution_options(synchronize_session=False)
    )
