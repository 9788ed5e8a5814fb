"""For those who run jobs, and for jobs that run long."""

from __future__ import annotations

from flask import Flask, current_app

from app.core.jobs import leases
from app.core.jobs.running import StopAsked


def checkpoint() -> None:
    """For jobs that take long, between two steps and outside of a unit of work.

    Raises:
        LeaseEnded: another worker has the job by now.
        StopAsked: the worker is being stopped; the job begins again in the next one.
    """
    leases.renew()
    if current_app.extensions["jobs"].is_stopping:
        raise StopAsked


def run_pending(app: Flask, most: int = 1000) -> int:
    """Run what waits in the queue, until nothing does; returns how many. For tests: no worker
    runs there. What was put off stays where it is."""
    huey = app.extensions["jobs"].huey
    for done in range(most):
        task = huey.dequeue()
        if task is None:
            return done
        huey.execute(task)
    raise RuntimeError("jobs make ever new jobs")
