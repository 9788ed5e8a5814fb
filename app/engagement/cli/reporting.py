"""Files for research: the figures of a board, and a study's own table counted anew."""

from __future__ import annotations

from pathlib import Path

import click

from app.audit.services.recording import record
from app.core.transactions import unit_of_work
from app.engagement.queries.groups import group_with_slug
from app.engagement.services import reporting
from app.engagement.services.figures import published as studies
from app.engagement.services.figures.study_tables import read
from app.engagement.services.panels.base import WINDOWS

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("report")
@click.option("--group", "slug", help="A group, by the last part of its address; else the site.")
@click.option("--window", type=click.Choice([str(days) for days in WINDOWS]), help="Days.")
@click.option("--out", type=_FILE, help="Write it there; else it is printed.")
def report(slug: str | None, window: str | None, out: Path | None) -> None:
    """The newest figures of a board as CSV, with the class names of the literature.

    For every window unless one is named, and under both definitions of who did not post.
    """
    group_id = None if slug is None else group_with_slug(slug)
    if slug is not None and group_id is None:
        raise click.ClickException(f"There is no group called {slug}.")
    windows = WINDOWS if window is None else (int(window),)
    try:
        text = reporting.report(group_id, slug or "site", windows)
    except LookupError as problem:
        raise click.ClickException(f"{problem}: flask engagement compute") from problem
    with unit_of_work():
        record(by=None, action="board_seen", details={"board": group_id or "site"})
    _give(text, out)


@click.command("published")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--total", type=click.IntRange(min=0), help="All posts, as the study says.")
def published(file: Path, total: int | None) -> None:
    """Print both class systems for FILE: a CSV with a column posts, and members and weeks or class.

    With --total it warns when the posts in the file are not all posts of the study.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = read(lines)
    except (OSError, ValueError) as problem:
        raise click.ClickException(f"{file.name}: {problem}") from problem
    for line in studies.report(table, site_total=total):
        click.echo(line)


def _give(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as problem:
        raise click.ClickException(f"{out.name}: {problem.strerror}") from problem
