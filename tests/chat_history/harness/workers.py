"""Two workers of one site: processes of their own on one PostgreSQL and one Redis."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.reliability.harness.running import RunningSite

# As the site is, but pages that went silent are noticed after seconds.
IMPATIENT = "tests.chat_history.harness.sites:impatient()"


class Workers:
    """Both reached under one name, as pages see it."""

    def __init__(self, folder: Path, database: str, redis: str) -> None:
        self.all = [RunningSite(folder, database, REDIS_URL=redis) for _ in range(2)]
        self.origin = self.all[0].url
        for site in self.all:
            # Both count as the same site: one name, one key.
            site.variables |= {"SITE_URL": self.origin, "LOG_LEVEL": "WARNING"}
        self.application = IMPATIENT

    @property
    def ports(self) -> list[int]:
        return [site.port for site in self.all]

    def start(self, application: str = IMPATIENT) -> Workers:
        self.application = application
        with ThreadPoolExecutor() as both:
            list(both.map(lambda site: site.start(application), self.all))
        return self

    def kill(self, which: int) -> None:
        """SIGKILL to the process that serves; the one above it starts another."""
        site = self.all[which]
        if site.process is None:  # all of it was killed a moment ago
            return
        with suppress(ProcessLookupError, IndexError):
            os.kill(site.worker, signal.SIGKILL)

    def kill_whole(self, which: int) -> None:
        """Nobody is left to start another."""
        self.all[which].kill()

    def start_again(self, which: int) -> None:
        self.all[which].start(self.application)

    def stop(self) -> None:
        for site in self.all:
            site.kill()

    def log(self) -> str:
        """What they wrote: faults of theirs."""
        return (self.all[0].folder / "log").read_text("utf-8")
