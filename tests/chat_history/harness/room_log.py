"""The row of numbers of one room as a careful page keeps it: once, in order, holes asked for.

The Python twin of `app/static/js/chat/log.js`, written from the protocol and not from that file,
so that a mistake in one of them is not in both.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

# Seconds a hole may stand before it is asked for.
PATIENCE = 1.0
Show = Callable[[str, dict[str, Any]], None]


class RoomLog:
    """`show` is called once for each number. Keep `last` and nothing else over a reload."""

    def __init__(self, show: Show, last: int = 0) -> None:
        self._show, self.last = show, last
        self._ahead: dict[int, tuple[str, dict[str, Any]]] = {}
        self._hole_since: float | None = None

    def take(self, kind: str, data: dict[str, Any]) -> None:
        """An event as it came: early, late, twice."""
        if data["sequence"] > self.last:
            self._ahead[data["sequence"]] = (kind, data)
        self._go_on()

    def answered(self, answer: dict[str, Any]) -> None:
        """What `join` or `sync` answered: everything up to `up_to` that is for this reader."""
        for kind, data in answer["entries"]:
            if data["sequence"] > self.last:
                self._pass(kind, data)
        self.last = max(self.last, answer["up_to"])
        self._ahead = {n: one for n, one in self._ahead.items() if n > self.last}
        self._go_on()

    def wants_to_ask(self) -> bool:
        """Whether a hole stands for too long."""
        return self._hole_since is not None and monotonic() - self._hole_since > PATIENCE

    def _go_on(self) -> None:
        before = self.last
        while (entry := self._ahead.pop(self.last + 1, None)) is not None:
            self._pass(*entry)
        if not self._ahead:
            self._hole_since = None
        elif self._hole_since is None or self.last > before:
            self._hole_since = monotonic()

    def _pass(self, kind: str, data: dict[str, Any]) -> None:
        self.last = data["sequence"]
        self._show(kind, data)
