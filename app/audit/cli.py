"""Commands about the log of access."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.audit.services import verifying

audit_cli = AppGroup("audit", help="The log of who saw or changed whose data.")


@audit_cli.command("verify")
@click.option("--expect", default="", help="A head noted earlier, which must still be in it.")
def verify(expect: str) -> None:
    """Read the whole chain; name the first broken row."""
    verdict = verifying.verify(expect)
    if verdict.fault:
        where = f"row {verdict.row}: " if verdict.row else ""
        raise click.ClickException(
            f"The log is broken after {verdict.count} rows: {where}{verdict.fault}."
        )
    click.echo(f"{verdict.count} rows are whole. Head: {verdict.head}")


@audit_cli.command("head")
def head() -> None:
    """Print the newest hash. Note it elsewhere: with it, a cut at the end shows."""
    click.echo(verifying.head())
