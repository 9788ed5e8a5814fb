"""``flask insights release``: makes the half-yearly summaries, on the server, by its operator."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup

from app.core.errors import Refusal
from app.core.transactions import unit_of_work
from app.insights.services import releasing
from app.insights.services.table_catalogue import table_catalogue

commands = AppGroup("insights", help="Summaries for clinicians.")


@commands.command("release")
@click.option("--name", help='"2026-H2"; the present half-year when not given.')
@click.option("--cut-off", type=click.DateTime(["%Y-%m-%d"]), help="The last day; 30 days ago.")
@click.option("--protection", default="standard", help='"strong" for a small community.')
def release(name: str | None, cut_off: datetime | None, protection: str) -> None:
    """Release the summaries up to a day, at the earliest 30 days after it.

    Running it again with the same name changes nothing and prints the same fingerprint.
    """
    levels = table_catalogue().protections
    if protection not in levels:
        raise click.BadParameter(f"one of: {', '.join(levels)}", param_hint="--protection")
    name, day = name or releasing.half_year(), cut_off.date() if cut_off else None
    try:
        made = releasing.existing(name, day)
        if made is None:
            day = day or releasing.latest_day()
            draft = releasing.draft(name=name, cut_off=day, protection=levels[protection])
            with unit_of_work():
                made = releasing.record(draft)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{made.name}, answers up to {made.cut_off}, sha256 {made.sha256}")
