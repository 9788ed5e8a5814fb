"""What happened in one run: what the pages said and saw, who might read, and the final rows.

Pages write down from outside; rows are read past the site when all is over. Times are seconds of
the machine's clock, which all processes share.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Said:
    """One message that a page sends, perhaps several times, always under the same `client_id`.

    `ok`: an answer gave its number. `failed`: every try was answered, and refused. `unknown`: a try
    had no answer.
    """

    page: str
    member: str
    room: str
    client_id: str
    words: str
    begun: float
    outcome: str = "unknown"
    sequence: int = 0
    ended: float = 0.0


@dataclass(frozen=True)
class Got:
    """One entry of a room's log that a page gave to its reader; `item` is what stands there."""

    page: str
    member: str
    room: str
    sequence: int
    kind: str
    message: str
    at: float
    client_id: str = ""
    item: str = ""


@dataclass
class Span:
    """A member may read a room: what has a number above `after`, and, when that right ended, what
    was said until `ended`, when `until` was the last number."""

    member: str
    room: str
    after: int = 0
    until: int | None = None
    ended: float | None = None


@dataclass(frozen=True)
class Entry:
    """One row of a room's log: something said, or a change of it (`kind`). `of` is the number of
    the message itself."""

    room: str
    sequence: int
    kind: str
    message: str
    of: int
    at: float
    author: str = ""
    client_id: str = ""
    words: str = ""


@dataclass
class History:
    """Everything of one run. Lists only grow, so threads may append."""

    said: list[Said] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    # Which member each page belongs to.
    pages: dict[str, str] = field(default_factory=dict)
    # Who listened, looked or was answered where they have no place.
    intruded: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(one.outcome == outcome for one in self.said)
