"""What happens to people while everybody talks: some come, some go, some are put out."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress

from app.chat.models import REACTION_KINDS
from app.chat.queries.messages import page_before
from app.chat.services import changing
from app.core.errors import Refusal
from app.core.transactions import unit_of_work
from tests.chat_history.harness.stage import Stage
from tests.factories.accounts import viewer


class Lives:
    """`turns` are the things that happen once, in this order."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage, self.random = stage, random.Random(seed)
        self.turns: list[Callable[[], None]] = [
            lambda: stage.enter(10, "open"),
            lambda: self._leaves(2, "open"),
            lambda: stage.enter(9, "newcomers"),
            lambda: self._leaves_group(5),
            lambda: stage.enter(10, "newcomers"),
            lambda: self._is_put_out(14, "gathering"),
            lambda: self._leaves(13, "newcomers"),
            lambda: self._signs_out(16),
        ]

    def change_something(self) -> None:
        """Somebody reacts to a message, mends their own, or takes it back. In a process that tells
        nobody: workers find out by the clock."""
        room = self.random.choice(sorted(self.stage.cast.rooms))
        inside = [n for n in self.stage.pages if room in self.stage.cast.rooms_of(n)]
        cast = self.stage.cast
        number = self.random.choice(inside)
        with cast.app.app_context(), suppress(Refusal), unit_of_work():
            row = cast.room_for(number, room)
            by = viewer(member=cast.members[number])
            lines = page_before(row)
            mine = [one for one in lines if one.author_id == by.id and not one.deleted_at]
            if mine and self.random.random() < 0.5:
                self._change_own(by, row, self.random.choice(mine).public_id)
            elif lines:
                self._react(by, row, self.random.choice(lines).public_id)

    def _change_own(self, by: object, row: object, message: str) -> None:
        if self.random.random() < 0.5:
            changing.edit(by=by, room=row, message_id=message, body="Said better")
        else:
            changing.take_back(by=by, room=row, message_id=message)

    def _react(self, by: object, row: object, message: str) -> None:
        kind = self.random.choice(REACTION_KINDS)
        changing.react(by=by, room=row, message_id=message, kind=kind, on=True)

    def _leaves(self, number: int, room: str) -> None:
        public_id = self.stage.cast.rooms[room].public_id
        self.stage.end(
            number, [room], lambda: self.stage.press(number, f"/rooms/{public_id}/leave")
        )

    def _leaves_group(self, number: int) -> None:
        slug = self.stage.cast.groups["one"].slug
        leave = lambda: self.stage.press(number, f"/groups/{slug}/leave")  # noqa: E731
        self.stage.end(number, ["open", "invited"], leave)

    def _is_put_out(self, number: int, room: str) -> None:
        self.stage.end(number, [room], lambda: self.stage.cast.take_out(number, room))

    def _signs_out(self, number: int) -> None:
        rooms = self.stage.cast.rooms_of(number)
        self.stage.end(number, rooms, lambda: self.stage.press(number, "/sign-out"))
