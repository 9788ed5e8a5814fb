"""`flask backup`: make, check, bring back, let expire."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.core.clock import now
from app.core.instance import instance
from app.operations.services.archiving.keys import NoKey, keep_in_file, key_from, new_key
from app.operations.services.archiving.sealing import BadArchive
from app.operations.services.backing_up import create
from app.operations.services.moving.columns import UnknownKind
from app.operations.services.moving.places import CannotMove
from app.operations.services.pruning import KEEP_DAYS, backups_in, prune
from app.operations.services.replacing import restore
from app.operations.services.restoring import Unpacked, unpacked

commands = AppGroup("backup", help="The whole site in one sealed file.")
_key = click.option("--key-file", type=click.Path(), help="Instead of BACKUP_KEY.")
_archive = click.argument("file", type=click.Path(path_type=Path))


@contextmanager
def in_words() -> Iterator[None]:
    """What stops a command is said in one sentence, with status 1."""
    try:
        yield
    except (NoKey, BadArchive, CannotMove, UnknownKind) as error:
        raise click.ClickException(str(error)) from error


def site() -> Flask:
    """The application behind the command."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def telling(table: str) -> None:
    """Say which table it is now, beside what the command says in the end."""
    click.echo(f"  {table}", err=True)


@commands.command("key")
@click.option("--file", "path", type=click.Path(path_type=Path), help="Write it there.")
def key(path: Path | None) -> None:
    """Make a key. Keep it where the backups are not: without it they cannot be opened."""
    made = new_key()
    if path is None:
        click.echo(made)
        return
    with in_words():
        keep_in_file(made, path)
    click.echo(f"The key is in {path}. Keep a copy of it somewhere else.")


@commands.command("create")
@_archive
@_key
def create_command(file: Path, key_file: str | None) -> None:
    """Write a backup to FILE, or into the folder FILE under a name of its own.

    The site goes on while it runs.
    """
    with in_words():
        made = create(
            current_app.config,
            instance=instance(),
            target=file,
            key=key_from(os.environ, key_file),
        )
    click.echo(
        f"{made.path}: {sum(made.rows.values())} rows of {len(made.rows)} tables, "
        f"{made.files} files, {made.path.stat().st_size / 1e6:.1f} MB"
    )


@commands.command("verify")
@_archive
@_key
def verify_command(file: Path, key_file: str | None) -> None:
    """Restore FILE into a scratch database, check all of it, and throw that away."""
    beside = instance() / f"files.verified-{os.getpid()}"
    with (
        in_words(),
        unpacked(
            site(), file, key=key_from(os.environ, key_file), files=beside, told=telling
        ) as found,
    ):
        click.echo(_summary(found))
    click.echo("The backup is whole and can be restored.")


@commands.command("restore")
@_archive
@_key
@click.option("--replace", is_flag=True, help="Give up what is there now.")
def restore_command(file: Path, key_file: str | None, replace: bool) -> None:
    """Bring the site back from FILE. Stop the site first."""
    with in_words():
        found = restore(
            site(),
            file,
            instance=instance(),
            key=key_from(os.environ, key_file),
            replace=replace,
            told=telling,
        )
    click.echo(_summary(found))
    click.echo("Restored. Run `flask doctor`, then start the site.")


def _summary(found: Unpacked) -> str:
    lines = [
        f"Made at {found.at:%Y-%m-%d %H:%M} UTC with schema {found.schema}: "
        f"{sum(found.rows.values())} rows of {len(found.rows)} tables, {found.file_count} files."
    ]
    lines += [
        f"Warning: {name} here is not the one the backup was made with. "
        "What it sealed (codes, documents) cannot be read without the old one."
        for name in found.other_keys
    ]
    return "\n".join(lines)


@commands.command("prune")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--keep-days", default=KEEP_DAYS, show_default=True, type=click.IntRange(1))
def prune_command(folder: Path, keep_days: int) -> None:
    """Delete backups in FOLDER older than some days; the newest always stays."""
    for one in prune(folder, keep_days=keep_days):
        click.echo(f"Deleted {one.path.name}")
    left = backups_in(folder)
    click.echo(f"{len(left)} backups left")
    if left and (now() - left[0].at).days >= keep_days:
        raise click.ClickException("Even the newest is too old: no new backups are being made.")
