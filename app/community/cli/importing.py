"""`flask import evaluations FILE`: bring a data set of evaluations in."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.community.services.importing import FORMATS, Outcome, Unreadable, run_import
from app.core.instance import instance

imports = AppGroup("import", help="Bring data sets in.")


class CannotImport(click.ClickException):
    """One clear sentence, exit code 2."""

    exit_code = 2


@imports.command("evaluations")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "name", type=click.Choice(sorted(FORMATS)), required=True)
@click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the list of all rows and of the rejected ones.",
)
def evaluations(file: Path, name: str, dry_run: bool, report: Path | None) -> None:
    """One contributor, one evaluation and one topic for every row of FILE.

    Rows that are here already are left out: run it again after an interruption.
    """
    if report is None and not dry_run:
        report = instance() / "imports"
    with click.progressbar(length=2, label="Importing", show_pos=False) as bar:
        bar.length = 2 * _about_how_many(file)
        try:
            outcome = run_import(
                file, FORMATS[name], report=report, dry_run=dry_run, step=bar.update
            )
        except Unreadable as problem:
            raise CannotImport(str(problem)) from problem
        bar.update(bar.length)
    _say(outcome, dry_run=dry_run)


def _about_how_many(file: Path) -> int:
    """Lines of the file: the scale of the bar, not a count of rows."""
    try:
        return max(1, file.read_bytes().count(b"\n"))
    except OSError:
        return 1


def _say(outcome: Outcome, *, dry_run: bool) -> None:
    speed = outcome.rows / outcome.seconds if outcome.seconds else 0
    click.echo(
        f"{outcome.rows:,} rows: {outcome.matched:,} matched, {outcome.proposed:,} proposed, "
        f"{outcome.rejected:,} rejected, {outcome.already_here:,} already here."
    )
    click.echo(f"{outcome.groups_opened:,} groups opened. {speed:,.0f} rows a second.")
    if dry_run:
        click.echo("This was a dry run: nothing was stored.")
    for path in outcome.files:
        click.echo(f"Listed in {path}")
