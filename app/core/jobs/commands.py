"""`flask worker` and `flask jobs`."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.core.jobs import leases, running
from app.core.jobs.registry import all_jobs, job_named

jobs_cli = AppGroup("jobs", help="Work that happens by the clock or after an answer.")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run jobs until SIGTERM; those that run may finish. Several workers may run at once."""
    current_app.extensions["jobs"].work()


@jobs_cli.command("list")
def list_jobs() -> None:
    """Every job: how often it runs and when it last came to its end."""
    states = leases.states()
    for job in all_jobs():
        lease = states.get(job.name)
        last = lease.finished_at.isoformat(" ", "seconds") if lease and lease.finished_at else ""
        rhythm = f"every {job.minutes} min" if job.minutes else "when asked"
        click.echo(f"{job.name:32} {rhythm:16} {last or ('never' if job.minutes else '')}".rstrip())


@jobs_cli.command("run")
@click.argument("name")
def run_job(name: str) -> None:
    """Run the job NAME now, whether it is due or not."""
    job = job_named(name)
    if job is None or not job.minutes:
        raise click.ClickException(f"There is no job by the clock called {name}.")
    if not running.run(job, (), asked=True):
        raise click.ClickException(f"{name} did not come to its end, or another worker has it.")
    click.echo(f"{name} is done.")
