"""Gatherings: planned, moved, called off. Whoever asked to be reminded hears of it."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from app.chat import permissions
from app.chat.events import GatheringChanged, RoomChanged
from app.chat.lengths import LONGEST_REASON
from app.chat.models import GatheringReminder, Room
from app.chat.queries.gatherings import reminded_of
from app.chat.queries.inside_groups import member_called
from app.chat.queries.rooms import RoomRow
from app.chat.services.hosting import note_act
from app.chat.services.opening import check_times, open_room, purpose_of, title_of
from app.community.queries import group_by_id
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer


def plan(
    *,
    by: Viewer,
    group_id: int,
    title: str,
    purpose: str,
    starts_at: datetime,
    ends_at: datetime,
    host: str = "",
    history: str = "all",
    retention: str = "forever",
) -> Room:
    """A steward plans a gathering. `host` is the display name of a member of the group; without
    one it is the steward.

    Raises:
        NotFound: the group is not for this person.
        Forbidden: they are no steward of it.
        Invalid: an answer cannot be used; the field has the name of the argument.
    """
    require(permissions.can_open_rooms(found(group_by_id(by.id, group_id)).my_role))
    _require_ahead(starts_at)
    host_id = member_called(group_id, host) if host else by.id
    if host_id is None:
        raise Invalid("host", _("Nobody with this name is in the group."))
    return open_room(
        by=by,
        group_id=group_id,
        kind="gathering",
        title=title,
        purpose=purpose,
        history=history,
        retention=retention,
        starts_at=starts_at,
        ends_at=ends_at,
        host_id=host_id,
    )


def change(
    *, by: Viewer, room: RoomRow, title: str, purpose: str, starts_at: datetime, ends_at: datetime
) -> None:
    """A host writes the agenda anew, or moves the gathering: then reminders are sent again.

    Raises:
        Forbidden: they are no host.
        Invalid: it was called off, or an answer cannot be used.
    """
    row = _gathering_to_change(room)
    if row.closed_at is not None:
        raise Invalid("title", _("This gathering was called off. Call it on again first."))
    starts_at, ends_at = check_times(starts_at, ends_at)
    is_moved = (row.starts_at, row.ends_at) != (starts_at, ends_at)
    if row.starts_at != starts_at:
        _require_ahead(starts_at)
    row.title, row.purpose = title_of(title), purpose_of(purpose)
    row.starts_at, row.ends_at = starts_at, ends_at
    _settle(by, row, "moved" if is_moved else "changed")
    if is_moved:
        db.session.execute(
            update(GatheringReminder)
            .where(GatheringReminder.room_id == row.id)
            .values(sent_at=None)
        )
        _tell(by, row, "moved")


def call_off(*, by: Viewer, room: RoomRow, reason: str = "") -> bool:
    """It does not take place; whether it was going to.

    Raises:
        Forbidden: they are no host.
        Invalid: the reason is too long.
    """
    row = _gathering_to_change(room)
    if row.closed_at is not None:
        return False
    line = " ".join(reason.replace("\x00", "").split())
    if len(line) > LONGEST_REASON:
        raise Invalid("reason", _("At most %(most)d characters.", most=LONGEST_REASON))
    row.closed_at, row.closed_by_id, row.closed_reason = now(), by.id, line
    _settle(by, row, "called_off")
    _tell(by, row, "called_off")
    return True


def call_on(*, by: Viewer, room: RoomRow) -> bool:
    """It takes place after all; whether it was called off before.

    Raises:
        Forbidden: they are no host.
    """
    row = _gathering_to_change(room)
    if row.closed_at is None:
        return False
    row.closed_at, row.closed_by_id, row.closed_reason = None, None, ""
    _settle(by, row, "called_on")
    _tell(by, row, "called_on")
    return True


def _gathering_to_change(room: RoomRow) -> Room:
    found(room.starts_at)
    require(permissions.can_change_room(room))
    return db.session.get_one(Room, room.id, with_for_update=True)


def _settle(by: Viewer, row: Room, act: str) -> None:
    note_act(row.id, by, act, reason=row.closed_reason)
    emit(RoomChanged(room_id=row.id))


def _tell(by: Viewer, row: Room, what: str) -> None:
    others = tuple(one for one in reminded_of(row.id) if one != by.id)
    emit(GatheringChanged(room_id=row.id, what=what, member_ids=others))


def _require_ahead(starts_at: datetime) -> None:
    if starts_at <= now():
        raise Invalid("starts_at", _("This moment has passed. Choose one that is still to come."))
