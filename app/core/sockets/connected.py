"""The pages that are connected to this process, and who is behind each."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field

from app.core.viewer import Viewer

# Open pages of one member in one process; one more closes the oldest.
MOST_PER_MEMBER = 5
# For so long, in seconds, what was read about somebody counts as current (W-3).
FRESH_FOR = 2.0


@dataclass(slots=True)
class Connection:
    """One page. `word` is that of its session's cookie, `viewer` who it was when last read.
    `is_due`: that the session is used is to be noted with the next change."""

    sid: str
    word: str
    viewer: Viewer
    is_due: bool = False
    read_at: float = field(default_factory=lambda: time.monotonic())

    def is_fresh(self) -> bool:
        """Whether `viewer` was read within the last two seconds."""
        return time.monotonic() - self.read_at < FRESH_FOR

    def renew(self, viewer: Viewer, is_due: bool) -> None:
        """The viewer was read again."""
        self.viewer, self.is_due, self.read_at = viewer, is_due, time.monotonic()

    def outdate(self) -> None:
        """Something about the viewer changed: the next event reads again."""
        self.read_at = float("-inf")


class Connected:
    """By connection and by member. Only events of this process touch it."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Connection] = {}
        self._by_member: dict[int, dict[str, None]] = defaultdict(dict)

    def add(self, connection: Connection) -> list[str]:
        """Note a page; returns the oldest ones of its member that are too many now."""
        self._by_sid[connection.sid] = connection
        mine = self._by_member[connection.viewer.id]
        mine[connection.sid] = None
        return list(mine)[: max(0, len(mine) - MOST_PER_MEMBER)]

    def remove(self, sid: str) -> Connection | None:
        """Forget a page."""
        gone = self._by_sid.pop(sid, None)
        if gone is not None:
            mine = self._by_member[gone.viewer.id]
            mine.pop(sid, None)
            if not mine:
                del self._by_member[gone.viewer.id]
        return gone

    def get(self, sid: str) -> Connection | None:
        """The page, if it is still connected."""
        return self._by_sid.get(sid)

    def of_member(self, member_id: int) -> list[Connection]:
        """Every page of a member."""
        return [self._by_sid[sid] for sid in self._by_member.get(member_id, ())]

    def all(self) -> list[Connection]:
        """Every page."""
        return list(self._by_sid.values())

    def __len__(self) -> int:
        return len(self._by_sid)
