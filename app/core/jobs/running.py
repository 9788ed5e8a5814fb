"""How a job is run: alone if it goes by the clock, logged without what it was given, and again
after a failure. Needs an application context."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from app.core import trace
from app.core.clock import now
from app.core.jobs import leases
from app.core.jobs.registry import Job, all_jobs

log = structlog.get_logger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 10.0, 3600.0
# Ticks come a little early or late; a job that is due every minute must not miss every other one.
SLACK = timedelta(seconds=30)


class StopAsked(Exception):
    """The worker is being stopped: a long job ends here and goes on in the next worker."""


def pause_after(tries: int, first: float = FIRST_PAUSE, longest: float = LONGEST_PAUSE) -> float:
    """Seconds before the next try: four times longer each, between half and the whole of it by
    chance, so that what failed together does not come back together."""
    whole = min(first * 4.0 ** min(tries - 1, 20), longest)
    return whole * random.uniform(0.5, 1.0)


def run(job: Job, values: Iterable[Any], *, asked: bool = False) -> bool:
    """Run a job once; returns whether it came to its end. `asked`: now, whether due or not.

    Raises:
        StopAsked: it stopped at a checkpoint and wants to go on later.
    """
    with trace.running(job.name), bound_contextvars(job=job.name):
        if job.minutes:
            return _run_alone(job, asked)
        return _tried(job, values)


def _tried(job: Job, values: Iterable[Any]) -> bool:
    try:
        job.function(*values)
    except StopAsked:
        raise
    except leases.LeaseEnded:
        log.warning("job_lost_its_lease")
        return False
    except Exception:
        log.exception("job_failed")
        return False
    return True


def _run_alone(job: Job, asked: bool) -> bool:
    before = None if asked else now() - _apart(job)
    hold = leases.take(job.name, job.lease, before=before)
    if hold is None:
        return False
    done = False
    try:
        with leases.holding(hold):
            done = _tried(job, ())
    finally:
        wait = timedelta(0) if done else timedelta(seconds=pause_after(2, longest=job.minutes * 60))
        leases.give_back(hold, finished=done, pause=wait)
    return done


def _apart(job: Job) -> timedelta:
    return timedelta(minutes=job.minutes) - SLACK


def due() -> list[Job]:
    """Jobs by the clock whose time has come and that nobody holds."""
    moment, states = now(), leases.states()
    return [j for j in all_jobs() if j.minutes and _is_due(j, states.get(j.name), moment)]


def _is_due(job: Job, lease: leases.JobLease | None, moment: datetime) -> bool:
    if lease is None:
        return True
    if lease.held_until > moment:
        return False
    return lease.finished_at is None or lease.finished_at <= moment - _apart(job)
