"""Messages as one viewer sees them: their clock, their own words, whom they do not want to hear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.accounts.queries import blocks
from app.chat import permissions
from app.chat.queries.messages import MessageLine, floor_of
from app.chat.queries.rooms import RoomRow
from app.chat.views.clock import Clock
from app.chat.views.words import Words
from app.core.viewer import Viewer
from app.moderation.services.filtering import holds

LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One message. `day` stands above it when it begins one; `fold` is what it is folded under;
    `quote` is what it answers, in words."""

    said: MessageLine
    day: date | None
    when: str
    is_own: bool
    is_first_new: bool
    fold: str
    quote: str


class Eyes:
    """How a viewer sees a room's messages."""

    def __init__(self, viewer: Viewer, room: RoomRow, words: Words, clock: Clock) -> None:
        self._viewer, self._words, self._clock = viewer, words, clock
        # Who is outside finds their own message, and nothing of what others said.
        self._floor = floor_of(room) if permissions.can_read(room) else room.last_sequence
        self._read = room.read_sequence or 0
        self.avoided = {one.public_id for one in blocks.avoided_by(viewer)}
        self._filters = viewer.filters

    def rows(self, lines: Iterable[MessageLine], *, marks_new: bool = False) -> list[Row]:
        """The messages in their order; with `marks_new` the first unread one is marked."""
        rows: list[Row] = []
        # Who has read nothing yet has no last place.
        day, is_marked = None, not (marks_new and self._read > self._floor)
        for said in lines:
            its_day, is_own = self._clock.day_of(said.created_at), said.author_id == self._viewer.id
            is_new = not is_marked and not is_own and said.sequence > self._read
            rows.append(
                Row(
                    said=said,
                    day=its_day if its_day != day else None,
                    when=self._clock.time_of(said.created_at),
                    is_own=is_own,
                    is_first_new=is_new,
                    fold=self._fold(said),
                    quote=self._quote(said),
                )
            )
            day, is_marked = its_day, is_marked or is_new
        return rows

    def _fold(self, said: MessageLine) -> str:
        if said.deleted_at or said.author_id == self._viewer.id:
            return ""
        if said.author_public_id in self.avoided:
            return self._words["avoided"].replace("#", said.author_name)
        return self._words["filtered"] if self.filters_out(said) else ""

    def filters_out(self, said: MessageLine) -> bool:
        """Whether somebody else's message holds words that the viewer does not want to meet."""
        is_own = said.author_id == self._viewer.id
        return not is_own and holds(self._filters, f"{said.body} {said.content_note}")

    def _quote(self, said: MessageLine) -> str:
        """Nothing of what was said before the viewer came, nor of somebody they avoid, nor what
        holds words that they filter."""
        if said.reply_sequence is None:
            return ""
        is_theirs = said.reply_sequence > self._floor
        is_avoided = said.reply_author_public_id in self.avoided
        if not is_theirs or is_avoided or holds(self._filters, said.reply_body or ""):
            return self._words["earlier"]
        who = self._words["answer"].replace("#", said.reply_author or "")
        words = " ".join((said.reply_body or "").split())
        if len(words) > LONGEST_QUOTE:
            words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
        return f"{who}: {words}" if words else who
