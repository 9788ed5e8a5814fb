"""Work that happens after the answer, or by the clock."""

from __future__ import annotations

from flask import Flask

from app.core.jobs.commands import jobs_cli, worker
from app.core.jobs.leases import LeaseEnded
from app.core.jobs.queue import Queue
from app.core.jobs.registry import Job, every, job
from app.core.jobs.running import StopAsked
from app.core.jobs.working import checkpoint, run_pending

__all__ = [
    "Job",
    "LeaseEnded",
    "StopAsked",
    "checkpoint",
    "every",
    "job",
    "run_pending",
    "wire",
]


def wire(app: Flask) -> None:
    """The queue and its commands."""
    app.extensions["jobs"] = Queue(app)
    app.cli.add_command(worker)
    app.cli.add_command(jobs_cli)
