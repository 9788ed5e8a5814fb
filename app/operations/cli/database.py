"""`flask database copy`: from SQLite to PostgreSQL, or the other way."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app.operations.cli.backup import in_words, site, telling
from app.operations.services.moving.copying import copy

commands = AppGroup("database", help="Moving to another database.")


@commands.command("copy")
@click.option("--to", "to_url", required=True, help="An empty database: postgresql://…")
@click.option("--from", "from_url", help="The site's own database unless another is named.")
def copy_command(to_url: str, from_url: str | None) -> None:
    """Copy every table into an empty database and compare both. Stop the site first.

    The source is only read. A difference ends with status 1; then do not use the copy.
    """
    different = 0
    with in_words():
        compared = copy(
            site(),
            from_url=from_url or current_app.config["SQLALCHEMY_DATABASE_URI"],
            to_url=to_url,
            told=telling,
        )
        click.echo(f"{'table':<28}{'rows here':>12}{'rows there':>12}  same")
        for one in compared:
            different += not one.is_same
            said = "yes" if one.is_same else "NO"
            click.echo(f"{one.table:<28}{one.here.rows:>12}{one.there.rows:>12}  {said}")
    if different:
        raise click.ClickException(f"{different} tables differ. Do not use the copy.")
    click.echo("Every table is the same. Set DATABASE_URL to the new database and start the site.")
