"""`flask database copy`: every table of one database into an empty other one, then compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Flask

from app.operations.services.moving.columns import Fingerprint
from app.operations.services.moving.comparing import (
    Compared,
    compare,
    counted,
    in_order_of,
    names_of,
)
from app.operations.services.moving.places import CannotMove, Place, Tables, place_at
from app.operations.services.moving.scratch import migrate_to


def copy(
    site: Flask, *, from_url: str, to_url: str, told: Callable[[str], None]
) -> Iterator[Compared]:
    """Copy, then compare table by table. The source is only read, in one picture.

    Raises:
        CannotMove: the target holds something, or does not take a row.
    """
    source, target = place_at(from_url), place_at(to_url)
    revision = source.revision()
    if revision is None:
        raise CannotMove("The source has no tables of this site.")
    if target.holds_something():
        raise CannotMove("The target is not empty. Give a new, empty database.")
    migrate_to(site, target.url, revision)
    tables = source.tables()
    taken = in_order_of(names_of(tables), target.tables())
    seen = _fill(source, target, tables, taken, told)
    yield from compare(seen, target, taken)


def _fill(
    source: Place, target: Place, tables: Tables, taken: Tables, told: Callable[[str], None]
) -> dict[str, Fingerprint]:
    seen: dict[str, Fingerprint] = {}
    with source.reading() as rows, target.loading() as filling:
        for table, columns in tables.items():
            told(table)
            seen[table] = Fingerprint()
            filling.fill(table, taken[table], counted(rows.batches(table, columns), seen[table]))
    return seen
