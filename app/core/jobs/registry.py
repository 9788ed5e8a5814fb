"""Which jobs there are. Packages name theirs in `jobs.py`, which their wiring imports."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app

from app.core.connections import writing
from app.core.transactions import after_commit

_jobs: dict[str, Job] = {}


@dataclass(frozen=True)
class Job:
    """A function that runs outside of any request. With `minutes` it also runs by the clock,
    one holder at a time, for at most `lease` before another may take it over."""

    name: str
    function: Callable[..., Any]
    minutes: int = 0
    retries: int = 0
    lease: timedelta = timedelta(0)

    def later(self, *values: Any) -> None:
        """Let a worker run it: at once, or after the commit when a unit of work is open.

        `values` are ids and plain values. A crash may lose a call that waits in the queue: what
        must happen stands as a row, and a job by the clock looks for such rows.

        Raises:
            TypeError: a value is no plain one.
        """
        said = json.dumps(values)
        queue = current_app.extensions["jobs"]
        if writing.get():
            after_commit(lambda: queue.put(self.name, said))
        else:
            queue.put(self.name, said)


def job(*, name: str, retries: int = 5) -> Callable[[Callable[..., Any]], Job]:
    """Make a function a job that runs when somebody asks: `erase_files.later(member_id)`.

    `name` is "<package>.<what it does>". It must be safe to run twice; after a failure it runs
    again, up to `retries` times, with growing pauses.
    """
    return lambda function: _register(Job(name=name, function=function, retries=retries))


def every(
    *, minutes: int, name: str, lease_minutes: int = 30
) -> Callable[[Callable[[], Any]], Job]:
    """Make a function a job that runs by the clock, in one worker at a time (safety.md R-16).

    Whatever it commits after its lease has passed to another is refused with `LeaseEnded`; what
    takes longer than `lease_minutes` calls `checkpoint()` between its steps.
    """
    lease = timedelta(minutes=lease_minutes)
    return lambda function: _register(Job(name, function, minutes=minutes, lease=lease))


def _register(made: Job) -> Job:
    known = _jobs.setdefault(made.name, made)
    if known.function.__qualname__ != made.function.__qualname__:
        raise ValueError(f"two jobs are called {made.name}")
    return known


def job_named(name: str) -> Job | None:
    """The job of that name; None when this version of the site has none."""
    return _jobs.get(name)


def run_later(name: str, *values: Any) -> None:
    """`Job.later` by its name, for whoever stands below the job and cannot import it.

    Raises:
        KeyError: there is no such job.
    """
    _jobs[name].later(*values)


def all_jobs() -> list[Job]:
    """Every job, by name."""
    return [_jobs[name] for name in sorted(_jobs)]
