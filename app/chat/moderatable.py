"""How moderation finds a message, hides it and brings it back. No permission is asked here: who
decides, and why, is moderation's to check and to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from app.chat import permissions
from app.chat.queries.messages import message_of
from app.chat.queries.reported import ReportedLine, reported_message
from app.chat.queries.rooms import room_of
from app.chat.services import hiding
from app.core.errors import found
from app.core.viewer import Viewer
from app.moderation.services.registering import Adapters, Thing


class MessageAdapter:
    """Messages of rooms. A hidden one is a deleted one to everybody, its author included: only
    moderation brings it back, and not even who hid it otherwise.

    Its words are kept while an appeal is possible, but never longer than its room promised: in a
    room that keeps what is said for a day the message is gone after a day, and whoever restores it
    then is told so by `NotFound`. What moderators looked at stays in the case."""

    kind = "message"
    table = "messages"

    def find(self, public_id: str) -> Thing | None:
        """The message, whoever may read it."""
        row = reported_message(public_id)
        return _thing_of(row) if row else None

    def seen_by(self, viewer: Viewer, public_id: str) -> Thing | None:
        """Where the viewer reads in its room, and it is theirs to read there."""
        row = reported_message(public_id)
        room = room_of(viewer, row.room_public_id) if row else None
        if row is None or room is None or not permissions.can_read(room):
            return None
        said = message_of(room, public_id)
        return _thing_of(row) if said is not None and said.deleted_at is None else None

    def published_since(self, since: datetime) -> Iterator[Thing]:
        """None: no program reads what is said in rooms."""
        return iter(())

    def author_of(self, public_id: str) -> int | None:
        """Whose words these are."""
        row = reported_message(public_id)
        return row.author_id if row else None

    def hide(self, public_id: str, *, by_id: int | None, as_: str) -> bool:
        """Deleted, with a number of the room's log, and so on every open page; whether it was hidden
        or removed stands in the decision."""
        if by_id is None:
            raise ValueError("no program reads messages, so none waits for a person")
        return hiding.hide(found(reported_message(public_id)), by_id=by_id)

    def restore(self, public_id: str, *, by_id: int) -> bool:
        """Back where it stood, in the same manner."""
        return hiding.unhide(found(reported_message(public_id)), by_id=by_id)

    def list_lower(self, public_id: str, *, is_lower: bool) -> None:
        """What is said in a room has no place in a list."""


def _thing_of(row: ReportedLine) -> Thing:
    place = row.room_title or _("A conversation of two")
    return Thing(
        kind=MessageAdapter.kind,
        public_id=row.public_id,
        author_id=row.author_id,
        author_public_id=row.author_public_id,
        author_name=row.author_name,
        words=row.body,
        content_note=row.content_note,
        written_at=row.created_at,
        hidden_at=row.deleted_at,
        hidden_by_id=row.deleted_by_id,
        can_come_back=row.deleted_by_id == row.author_id and row.body != "",
        group_id=row.group_id,
        place=f"{place} – {row.group_name}" if row.group_name else place,
        address=url_for(
            "chat.message", room_id=row.room_public_id, message_id=row.public_id
        ),
    )  # fmt: skip


def register(adapters: Adapters) -> None:
    """Make messages known to moderation."""
    adapters.add(MessageAdapter())
