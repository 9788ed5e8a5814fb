"""`flask keys rotate`: every sealed column goes under the newest key, while the site runs.

Who seals a column says so once: `sealed_column(...)`. Copies of members' data on the disk are not
sealed anew: they are gone within days. The steps for operators: docs/subsystems/accounts.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select, update

from app.core.database import Base, db
from app.core.security.sealing import Unsealable, reseal
from app.core.transactions import unit_of_work

# Rows in one unit of work: writers of the site wait that long at most.
SLICE = 200

# By table and column: the column that the place of a value names.
_sealed: dict[tuple[str, str], str] = {}

keys_cli = AppGroup("keys", help="The keys that secrets are sealed with.")


def sealed_column(table: str, column: str, *, by: str) -> None:
    """Register a column whose values are sealed for the place "table.column:<value of `by`>"."""
    _sealed[table, column] = by


def rotate() -> dict[str, int]:
    """Seal everything anew that is not under the newest key; how many, by name.

    Raises:
        Unsealable: a value cannot be read: its key is missing in `SECRET_KEY_FALLBACKS`. What
            was done before stays done; run it again with the key.
    """
    return {
        f"{table}.{column}": _reseal_column(table, column, by)
        for (table, column), by in _sealed.items()
    }


def _reseal_column(table: str, column: str, by: str) -> int:
    """A row that changes meanwhile is left alone: whoever wrote it used the newest key."""
    rows = Base.metadata.tables[table]
    count = 0
    for numbers in _slices(rows, column):
        with unit_of_work():
            found = select(rows.c.id, rows.c[by].label("owner"), rows.c[column].label("value"))
            for row in db.session.execute(found.where(rows.c.id.in_(numbers))).all():
                renewed = reseal(row.value, place=f"{table}.{column}:{row.owner}")
                if renewed is None:
                    continue
                same = (rows.c.id == row.id) & (rows.c[column] == row.value)
                db.session.execute(update(rows).where(same).values({column: renewed}))
                count += 1
    return count


def _slices(rows: Any, column: str) -> Iterator[list[int]]:
    newest = 0
    while True:
        wanted = select(rows.c.id).where(rows.c.id > newest, rows.c[column].is_not(None))
        numbers = list(db.session.scalars(wanted.order_by(rows.c.id).limit(SLICE)))
        if not numbers:
            return
        newest = numbers[-1]
        yield numbers


@keys_cli.command("rotate")
def rotate_keys() -> None:
    """Seal everything anew that was sealed with a key of SECRET_KEY_FALLBACKS."""
    try:
        for what, count in rotate().items():
            click.echo(f"{what}: {count} sealed anew")
    except Unsealable as error:
        raise click.ClickException(
            "A value cannot be read. Is every older key in SECRET_KEY_FALLBACKS?"
        ) from error
    click.echo("Done. No value in the database needs the older keys any more.")


def wire(app: Flask) -> None:
    """Add `flask keys`."""
    app.cli.add_command(keys_cli)
