"""`flask moderation check-sources`: whether the pages that sources name are still there."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.core.clock import now
from app.moderation.services import checking_sources
from app.moderation.services.calling_pages import Caller


@click.command("check-sources")
@with_appcontext
def check_sources_now() -> None:
    """Ask the servers of pages that nobody asked for a week, at most 50.

    It calls other servers, also where CHECK_SOURCES is not set: you asked for it.
    """
    done = checking_sources.check(now(), Caller().status_of)
    click.echo(f"{done.asked} pages asked for, {done.failing} of them known to fail.")
    if done.asked and not done.answered:
        click.echo("Nobody answered: is this machine connected?")
