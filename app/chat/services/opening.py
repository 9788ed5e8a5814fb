"""Opening rooms and planning gatherings: stewards do, for their group."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.chat import permissions
from app.chat.events import RoomOpened
from app.chat.lengths import LONGEST_PURPOSE, LONGEST_ROOM_TITLE
from app.chat.models import Room
from app.chat.services import entering
from app.chat.services.hosting import note_act
from app.community.queries import group_by_id
from app.core.database import db
from app.core.errors import Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer

KINDS = ("open", "invited", "gathering")
HISTORIES = ("all", "since_joining")
RETENTIONS = ("forever", "90d", "24h")
LONGEST_GATHERING = timedelta(hours=24)


def open_room(
    *,
    by: Viewer,
    group_id: int,
    kind: str,
    title: str,
    purpose: str = "",
    history: str = "all",
    retention: str = "forever",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    host_id: int | None = None,
) -> Room:
    """A room of a group with its first host: the member `host_id`, else whoever opens it.
    `purpose` is the agenda of a gathering.

    Raises:
        NotFound: the group is not for this person, or the host is not in it.
        Forbidden: they are no steward of it.
        Invalid: `title`, `kind`, `history`, `retention`, `starts_at`, `ends_at` cannot be used.
    """
    group = found(group_by_id(by.id, group_id))
    require(permissions.can_open_rooms(group.my_role))
    first_host = by.id if host_id is None else host_id
    if found(group_by_id(first_host, group_id)).my_role is None:
        raise Invalid("host", _("The host must be a member of the group."))
    room = Room(
        group_id=group_id,
        kind=one_of("kind", kind, KINDS),
        title=title_of(title),
        purpose=purpose_of(purpose),
        history=one_of("history", history, HISTORIES),
        retention=one_of("retention", retention, RETENTIONS),
        created_by_id=by.id,
    )
    if kind == "gathering":
        room.starts_at, room.ends_at = check_times(starts_at, ends_at)
    db.session.add(room)
    db.session.flush()
    entering.let_in(room_id=room.id, member_id=first_host, history=history, role="host")
    note_act(room.id, by, "opened")
    emit(RoomOpened(room_id=room.id, group_id=group_id, by_id=by.id))
    return room


def title_of(words: str) -> str:
    """One line.

    Raises:
        Invalid: it is empty or too long.
    """
    line = " ".join(words.replace("\x00", "").split())
    if not line or len(line) > LONGEST_ROOM_TITLE:
        most = LONGEST_ROOM_TITLE
        raise Invalid("title", _("Give a name of at most %(most)d characters.", most=most))
    return line


def purpose_of(words: str) -> str:
    """Plain lines: what the room is for, or the agenda.

    Raises:
        Invalid: it is too long.
    """
    text = words.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST_PURPOSE:
        raise Invalid("purpose", _("At most %(most)d characters.", most=LONGEST_PURPOSE))
    return text


def one_of(field: str, value: str, known: tuple[str, ...]) -> str:
    """The value, if it is one of those.

    Raises:
        Invalid: it is not.
    """
    if value not in known:
        raise Invalid(field, _("Choose one of the answers."))
    return value


def check_times(starts_at: datetime | None, ends_at: datetime | None) -> tuple[datetime, datetime]:
    """Both instants, in order and at most a day apart.

    Raises:
        Invalid: they are not.
    """
    if starts_at is None:
        raise Invalid("starts_at", _("Say when it begins."))
    if ends_at is None or ends_at <= starts_at:
        raise Invalid("ends_at", _("The end comes after the beginning."))
    if ends_at - starts_at > LONGEST_GATHERING:
        raise Invalid("ends_at", _("A gathering lasts a day at most."))
    return starts_at, ends_at
