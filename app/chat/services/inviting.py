"""Asking members of the group into a room that is by invitation, and taking that back."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete

from app.chat import permissions
from app.chat.events import InvitedToRoom
from app.chat.models import RoomMembership
from app.chat.queries.inside_groups import is_removed, may_be_asked, member_called, place_of
from app.chat.queries.rooms import RoomRow
from app.chat.services.hosting import note_act
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Invalid, found, require
from app.core.events import emit
from app.core.inserting import insert_once
from app.core.viewer import Viewer


def invite(*, by: Viewer, room: RoomRow, name: str) -> None:
    """Ask the member of the group with this display name. Whoever said no is not asked again.
    Where one blocked the other, or an adult who is no steward asks somebody younger, or the other
    way round, the invitation is kept and not told: a refusal would tell of the block or the age.

    Raises:
        Forbidden: they are no host, or the room is closed or not by invitation.
        Invalid: nobody in the group has this name, or they cannot be asked.
    """
    require(permissions.can_invite(room))
    member_id = member_called(found(room.group_id), name)
    if member_id is None:
        raise Invalid("name", _("Nobody with this name is in the group."))
    if is_removed(room.id, member_id):
        raise Invalid("name", _("This person was removed from the room. A host can end that."))
    is_told = may_be_asked(by.id, member_id, by_steward=room.my_group_role == "steward")
    is_new = insert_once(
        RoomMembership,
        room_id=room.id,
        member_id=member_id,
        role="member",
        state="invited" if is_told else "declined",
        from_sequence=0,
        read_sequence=0,
        invited_by_id=by.id,
        joined_at=now(),
    )
    if not is_new:
        raise Invalid("name", _refusal(room.id, member_id))
    note_act(room.id, by, "invited", about=member_id)
    if is_told:
        emit(InvitedToRoom(room_id=room.id, member_id=member_id, by_id=by.id))


def _refusal(room_id: int, member_id: int) -> str:
    if place_of(room_id, member_id) == "in":
        return str(_("This person is in the room already."))
    return str(_("This person was asked already. They answer if and when they like."))


def take_back(*, by: Viewer, room: RoomRow, member_id: int) -> bool:
    """Somebody who has not answered is not asked any more; whether they were. They can be asked
    again later. Who said no stays asked: nobody is pressed.

    Raises:
        Forbidden: they are no host, or the room is closed or not by invitation.
    """
    require(permissions.can_invite(room))
    gone = db.session.execute(
        delete(RoomMembership).where(
            RoomMembership.room_id == room.id,
            RoomMembership.member_id == member_id,
            RoomMembership.state == "invited",
        )
    )
    if rows_changed(gone) == 0:
        return False
    note_act(room.id, by, "uninvited", about=member_id)
    return True
