"""`flask health …`: what an operator, or a timer, runs on health records."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.core.transactions import unit_of_work
from app.health.services import deleting

health_commands = AppGroup("health", help="Health records.")


@health_commands.command("purge")
def purge() -> None:
    """Remove evaluations for good that were deleted more than 30 days ago."""
    with unit_of_work():
        count = deleting.purge()
    click.echo(f"{count} deleted evaluations removed for good")
