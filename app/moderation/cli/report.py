"""The transparency report on the command line, from the tables or from the log alone."""

from __future__ import annotations

import json

import click

from app.audit.services.verifying import verify
from app.core.clock import now
from app.moderation.services.transparency.collecting import facts_of_tables
from app.moderation.services.transparency.counting import report
from app.moderation.services.transparency.printing import as_plain
from app.moderation.services.transparency.recomputing import facts_of_log


@click.command("report")
@click.option("--from-log", "from_log", is_flag=True, help="Count from the log of access alone.")
def print_report(*, from_log: bool) -> None:
    """Print the figures of the transparency report as JSON. Both ways must give the same."""
    if from_log:
        verdict = verify()
        if verdict.fault:
            raise click.ClickException(f"The log is broken: row {verdict.row}: {verdict.fault}.")
    facts = facts_of_log() if from_log else facts_of_tables()
    click.echo(json.dumps(as_plain(report(facts, now())), indent=1))
