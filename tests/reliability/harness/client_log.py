"""What the people on the other side saw, and whether the rows agree with it.

Every attempt is written down before it is sent. Afterwards it is `ok` (the site said that it is
kept), `failed` (the site said that it is not, or it was never sent) or `unknown` (no answer, or
one that says so). The judge knows nothing of the site but its final rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from time import monotonic, sleep


@dataclass
class Attempt:
    """One form that somebody sends; `words` stand in no other."""

    words: str
    outcome: str = "unknown"
    status: int = 0
    begun: float = field(default_factory=monotonic)
    seconds: float = 0.0
    page: str = ""

    def end(self, outcome: str, status: int = 0, page: str = "") -> None:
        self.outcome, self.status, self.page = outcome, status, page
        self.seconds = monotonic() - self.begun


@dataclass
class ClientLog:
    """All attempts of all writers; appending is atomic."""

    attempts: list[Attempt] = field(default_factory=list)

    def invoke(self, words: str) -> Attempt:
        attempt = Attempt(words)
        self.attempts.append(attempt)
        return attempt

    def wait_for(self, more: int, most: float = 60) -> None:
        """Until so many more were acknowledged, however busy the machine is."""
        wanted, until = self.count("ok") + more, monotonic() + most
        while self.count("ok") < wanted:
            assert monotonic() < until, "nothing is acknowledged any more"
            sleep(0.02)

    def count(self, outcome: str) -> int:
        return sum(attempt.outcome == outcome for attempt in self.attempts)

    def statuses(self) -> Counter[int]:
        return Counter(attempt.status for attempt in self.attempts)

    def slowest(self, share: float = 0.99) -> float:
        """The seconds within which this share of the answers came."""
        times = sorted(attempt.seconds for attempt in self.attempts if attempt.status)
        return times[min(len(times) - 1, int(share * len(times)))]


def complaints(log: ClientLog, stored: list[str]) -> list[str]:
    """Every promise broken; empty when all were kept."""
    there = Counter(stored)
    broken = []
    for attempt in log.attempts:
        found = there.pop(attempt.words, 0)
        if attempt.outcome == "ok" and found == 0:
            broken.append(f"acknowledged and lost: {attempt.words}")
        if attempt.outcome == "failed" and found:
            broken.append(f"refused and kept: {attempt.words}")
        if found > 1:
            broken.append(f"kept {found} times: {attempt.words}")
    return broken + [f"sent by nobody: {words}" for words in there]
