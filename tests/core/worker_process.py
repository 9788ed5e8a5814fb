"""A worker in a process of its own, with two jobs that tests watch. Arguments: the folder of the
site, and `beside` for a worker that starts beside other work and is stopped by it, or `early` for
one that is told to stop while it still starts: its first thread runs a job, its last does not yet."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

from app import create_app
from app.accounts.models import Member
from app.core.database import db
from app.core.jobs import registry
from app.core.jobs.registry import Job, job
from app.core.transactions import unit_of_work
from config import Development

FOLDER = Path(sys.argv[1])


def note(words: str) -> None:
    """One line that the test reads."""
    with (FOLDER / "said.txt").open("a") as file:
        file.write(words + "\n")


@job(name="test.slow")
def slow(number: int) -> None:
    """Takes a second."""
    note(f"begin {number}")
    time.sleep(1)
    note(f"end {number}")


def grow() -> None:
    """Begins, sleeps longer than its lease when told to, and then changes a row."""
    note("grow")
    time.sleep(2)
    with unit_of_work():
        db.session.get_one(Member, 1).unread += 1
    note("grown")


class Slow(threading.Thread):
    """A thread of the worker. Before the last begins, the first has begun a job and the signal came."""

    def start(self) -> None:
        """In a worker that is told to stop early."""
        if self.name == "Worker-2":
            while not (FOLDER / "said.txt").exists():
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGTERM)
        super().start()


def main() -> None:
    """Work until SIGTERM."""
    for name in list(registry._jobs):
        if not name.startswith("test."):
            del registry._jobs[name]
    if "clock" in sys.argv:
        lease = timedelta(seconds=4)
        registry._jobs["test.grow"] = Job("test.grow", grow, minutes=60, lease=lease)
    queue = create_app(Development()).extensions["jobs"]
    if "early" in sys.argv:
        threading.Thread = Slow
    if "beside" not in sys.argv:
        queue.work()
        return
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    queue.work_beside_requests()
    ended.wait()
    queue.stop()


if __name__ == "__main__":
    main()
