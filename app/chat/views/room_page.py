"""What the page of a room is made of, for its views."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from app.chat import permissions
from app.chat.forms import MessageForm
from app.chat.queries.around import hosts_of, waiting_of
from app.chat.queries.limits import my_limit_in
from app.chat.queries.messages import (
    PAGE,
    MessageLine,
    floor_of,
    message_of,
    page_after,
    page_before,
)
from app.chat.queries.presences import preferences_of
from app.chat.queries.rooms import RoomRow
from app.chat.views.clock import Clock
from app.chat.views.rows import Eyes
from app.chat.views.words import live_words, message_words
from app.core.access import current_viewer
from app.core.clock import now
from app.core.templating import render
from app.core.viewer import Viewer


class Part(NamedTuple):
    """A page of messages. `older` and `newer` are the numbers to page from, if there is more;
    without `newer` it ends with the newest and stays live."""

    lines: list[MessageLine]
    older: int | None
    newer: int | None


def part_of(room: RoomRow, *, before: int | None = None, after: int | None = None) -> Part:
    """The newest messages, those before a number, or those after one."""
    floor = floor_of(room)
    if after is not None:
        lines = page_after(room, after)
        older = after + 1 if after > floor else None
        return Part(lines, older, lines[-1].sequence if len(lines) == PAGE else None)
    lines = page_before(room, before)
    is_full = len(lines) == PAGE and lines[0].sequence > floor + 1
    newer = before - 1 if before is not None and before <= room.last_sequence else None
    return Part(lines, lines[0].sequence if is_full else None, newer)


def state_of(room: RoomRow, at: datetime) -> dict[str, Any]:
    """Whether one can write now, and what of the room says why not."""
    opens = room.starts_at - permissions.EARLY if room.starts_at else None
    closes = room.ends_at + permissions.LATE if room.ends_at else None
    return {
        "room": room,
        "clock": Clock(),
        "may_write": permissions.can_write(room, at),
        "limit": my_limit_in(current_viewer(), room),
        "is_held": permissions.is_held(room, at),
        "is_before": opens is not None and at < opens,
        "is_after": closes is not None and at > closes,
        # When the page has to look again by itself.
        "turns_at": next((t for t in (opens, closes) if t is not None and t > at), None),
    }


def _title(room: RoomRow) -> str:
    return room.title or room.other_name or ""


def _left_off(room: RoomRow, part: Part) -> int | None:
    """The number up to which the viewer has read, when that is further up than this page."""
    read = room.read_sequence or 0
    is_above = bool(part.lines) and floor_of(room) < read < part.lines[0].sequence - 1
    return read if is_above and part.newer is None else None


def door_page(room: RoomRow) -> str:
    """What the room is, for somebody who is not inside."""
    return render(
        "chat/door.html",
        room=room,
        title=_title(room),
        hosts=hosts_of(room),
        clock=Clock(),
        limit=my_limit_in(current_viewer(), room),
        may_enter=permissions.can_enter(room),
    )


def room_page(viewer: Viewer, room: RoomRow, part: Part, form: MessageForm) -> str:
    """The inside of a room."""
    words, state = message_words(), state_of(room, now())
    eyes = Eyes(viewer, room, words, state["clock"])
    answered = message_of(room, form.reply_to.data) if form.reply_to.data else None
    return render(
        "chat/room.html",
        **state,
        title=_title(room),
        form=form,
        part=part,
        rows=eyes.rows(part.lines, marks_new=True),
        avoided=sorted(eyes.avoided),
        words=words,
        all_words=words | live_words(),
        answered=answered,
        hosts=hosts_of(room),
        waiting=waiting_of(viewer, room),
        wants=preferences_of(viewer.id),
        is_host=permissions.is_host(room),
        left_off=_left_off(room, part),
    )
