"""`flask catalogue build` makes the data files anew, `flask catalogue load` fills the tables."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.catalogue.services import loading
from app.catalogue.services.building import build
from app.catalogue.services.vocabulary.files import DATA
from app.core.transactions import unit_of_work

# About how many rows a first load writes: only scales the bar.
_ROWS = 160_000

catalogue_cli = AppGroup("catalogue", help="Conditions, symptoms and treatments.")


@catalogue_cli.command("build")
def build_files() -> None:
    """Make the data files from the packages of requirements-catalogue.txt."""
    for file, rows, size in build(DATA):
        click.echo(f"{file}: {rows:,} rows, {size:,} bytes")


@catalogue_cli.command("load")
@click.option("--again", is_flag=True, help="Load even when the files have not changed.")
def load_files(again: bool) -> None:
    """Bring the tables to what the data files say."""
    with unit_of_work(), click.progressbar(length=_ROWS, label="Loading the catalogue") as bar:
        loaded = loading.load(again=again, step=bar.update)
        bar.update(_ROWS)
    done = "Loaded" if loaded.is_new else "Up to date:"
    click.echo(f"{done} {loaded.concepts:,} concepts with {loaded.names:,} names.")
