"""What a room is for and how it is kept, changed by its hosts.

Two promises bind: words said to those who were there are not shown to more, and words said where
they go after a while are not kept longer.
"""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.chat import permissions
from app.chat.events import RoomChanged
from app.chat.models import Room
from app.chat.queries.keeping import count_older, has_messages
from app.chat.queries.rooms import RoomRow
from app.chat.services.hosting import note_act
from app.chat.services.opening import HISTORIES, RETENTIONS, one_of, purpose_of, title_of
from app.core.database import db
from app.core.errors import Invalid, require
from app.core.events import emit
from app.core.viewer import Viewer


def change_room(
    *,
    by: Viewer,
    room: RoomRow,
    title: str,
    purpose: str,
    history: str,
    retention: str,
    is_sure: bool = False,
) -> None:
    """A host rewrites it. The room was looked up through the actor, in this unit of work.

    Raises:
        Forbidden: they are no host.
        Invalid: a text cannot be used, a promise would be broken, or messages would go and the
            host has not said to be sure (the field is `sure`).
    """
    require(permissions.can_change_room(room))
    title, purpose = title_of(title), purpose_of(purpose)
    history = one_of("history", history, HISTORIES)
    retention = one_of("retention", retention, RETENTIONS)
    # Whoever says something waits for this row, so nothing is said between asking and keeping.
    row = db.session.get_one(Room, room.id, with_for_update=True)
    _keep_promises(row, history, retention)
    if not is_sure:
        _say_what_goes(row, retention)
    is_news = row.retention != retention
    row.title, row.purpose, row.history, row.retention = title, purpose, history, retention
    note_act(room.id, by, "changed")
    if is_news:
        emit(RoomChanged(room_id=room.id))


def _keep_promises(row: Room, history: str, retention: str) -> None:
    written = row.last_sequence > 0
    if not permissions.can_change_history(row.history, history, has_messages=written):
        raise Invalid(
            "history",
            _("People spoke here for those who were in the room. Others cannot read it later."),
        )
    still_there = written and has_messages(row.id)
    if not permissions.can_change_retention(row.retention, retention, has_messages=still_there):
        raise Invalid(
            "retention",
            _("People wrote here knowing that their words go. You can keep words longer once none"
              " are left, or open another room."),
        )  # fmt: skip


def _say_what_goes(row: Room, retention: str) -> None:
    if not permissions.is_narrower(row.retention, retention):
        return
    going = count_older(row.id, retention)
    if going:
        raise Invalid("sure", ngettext(
            "%(num)d message is older than that. It goes within minutes and does not come back.",
            "%(num)d messages are older than that. They go within minutes and do not come back.",
            going,
        ))  # fmt: skip
