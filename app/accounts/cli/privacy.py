"""`flask retention`, `flask privacy`, `flask breach`, and a copy for somebody who asked on paper."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts.cli.people import found_member, members_cli
from app.accounts.services import breaching, documenting, retention
from app.accounts.services.exporting import export_for_operator
from app.core.transactions import unit_of_work

retention_cli = AppGroup("retention", help="Nothing is kept longer than the inventory says.")
privacy_cli = AppGroup("privacy", help="What the site says about the data it holds.")
breach_cli = AppGroup("breach", help="When somebody saw what was not for them.")

DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


@members_cli.command("export")
@click.argument("who")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--reason", prompt="Who asked for it, and how")
def export_member(who: str, file: Path, reason: str) -> None:
    """Write a copy of everything about WHO (exact display name or e-mail address) to FILE, for
    somebody who asked on paper. The log says so; hand it over safely and delete it."""
    if file.exists():
        raise click.ClickException(f"{file} exists.")
    with unit_of_work():
        content = export_for_operator(member=found_member(who), reason=reason)
    _write_privately(file, content)
    click.echo(f"{len(content):,} bytes in {file}. It is not encrypted.")


@retention_cli.command("run")
@click.option("--dry-run", is_flag=True, help="Count what is due, change nothing.")
def run_retention(dry_run: bool) -> None:
    """Remove what was kept long enough. Once a day a job does it."""
    counts = retention.due() if dry_run else retention.run()
    for table, count in sorted(counts.items()):
        click.echo(f"{count:>10,}  {table}")
    click.echo(f"{sum(counts.values()):>10,}  {'due' if dry_run else 'gone'}")


@privacy_cli.command("documents")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False))
def write_documents(folder: Path | None) -> None:
    """Write the record of processing, the notice and the list of what is stored."""
    folder = folder or Path(current_app.root_path).parent / "docs" / "privacy"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documenting.documents().items():
        (folder / name).write_text(text, "utf-8")
        click.echo(folder / name)


@breach_cli.command("affected")
@click.option("--from", "start", type=DAY, required=True, help="UTC, such as 2026-11-02T14:30.")
@click.option("--to", "end", type=DAY, required=True, help="UTC; the moment itself is outside.")
@click.option("--ids", type=click.Path(path_type=Path, dir_okay=False), help="File for the ids.")
def affected(start: datetime, end: datetime, ids: Path | None) -> None:
    """Say how many people, and which classes of their data, were touched in a window of time."""
    with unit_of_work():
        found = breaching.affected(start.replace(tzinfo=UTC), end.replace(tzinfo=UTC))
    for kind, people in sorted(found.by_class.items()):
        click.echo(f"{len(people):>10,}  {kind}")
    click.echo(f"{len(found.people):>10,}  people in all")
    if ids is not None:
        _write_privately(ids, "".join(f"{one}\n" for one in sorted(found.people)).encode())


def _write_privately(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
