"""Muting and removing somebody for a while, and ending that early.

It holds for the room whatever the person does: leaving the group, coming back and invitations
change nothing, because the decision is about the person and not a part of their place.
"""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import update

from app.chat import permissions
from app.chat.events import MemberLimited
from app.chat.models import RoomLimit, RoomMembership
from app.chat.queries.hosting import person_in
from app.chat.queries.limits import limit_of
from app.chat.services import entering
from app.chat.services.hosting import note_act, reason_of, turn_of_host
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer

LENGTHS: dict[str, timedelta | None] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "open": None,
}
OFFERED = {"muted": ("hour", "day", "open"), "removed": ("day", "week", "open")}


def limit(
    *, by: Viewer, room_id: int, person_id: str, kind: str, length: str, reason: str
) -> RoomLimit:
    """`muted`: they read and do not write. `removed`: neither, and their pages are cut off. A
    muted person can be removed; both then hold. `person_id` is the public one.

    Raises:
        NotFound: the room is not for this host, or that person was never in it.
        Forbidden: the actor is no host, or the person is a steward, another host or they.
        Invalid: `kind`, `length` or `reason` cannot be used.
        Conflict: this, or more, holds already.
    """
    room = turn_of_host(by, room_id)
    person = found(person_in(room, person_id))
    require(permissions.can_limit(by.id, room, person))
    if length not in OFFERED.get(kind, ()):
        raise Invalid("length", _("Choose for how long."))
    reason = reason_of(reason)
    if person.limit in (kind, "removed"):
        raise Conflict
    span = LENGTHS[length]
    row = RoomLimit(
        room_id=room_id,
        member_id=person.id,
        kind=kind,
        reason=reason,
        by_id=by.id,
        until=None if span is None else now() + span,
    )
    db.session.add(row)
    db.session.flush()
    note_act(room_id, by, kind, about=person.id, value=length, reason=reason)
    if kind == "removed":
        entering.take_out([room_id], person.id, why="removed")
    elif person.role == "host":
        _make_member(room_id, person.id)
    emit(MemberLimited(room_id=room_id, member_id=person.id, limit_id=row.id, kind=kind))
    return row


def end_limit(*, by: Viewer, room_id: int, limit_id: str) -> None:
    """It holds no more. Who was removed can come in again, but is not brought back.

    Raises:
        NotFound: the room is not for this host, or there is no such limit in it.
        Forbidden: the actor is no host, or it is about themselves.
        Conflict: it holds no more already.
    """
    turn_of_host(by, room_id)
    row = found(limit_of(room_id, limit_id))
    require(row.member_id != by.id)
    if row.ended_at is not None or (row.until is not None and row.until <= now()):
        raise Conflict
    db.session.execute(
        update(RoomLimit)
        .where(RoomLimit.id == row.id)
        .values(ended_at=now(), ended_by_id=by.id)
        .execution_options(synchronize_session=False)
    )
    note_act(room_id, by, "limit_ended", about=row.member_id, value=row.kind)
    emit(MemberLimited(room_id=room_id, member_id=row.member_id, limit_id=row.id, kind="ended"))


def _make_member(room_id: int, member_id: int) -> None:
    """A host who was muted looks after the room no more."""
    db.session.execute(
        update(RoomMembership)
        .where(RoomMembership.room_id == room_id, RoomMembership.member_id == member_id)
        .values(role="member")
        .execution_options(synchronize_session=False)
    )
