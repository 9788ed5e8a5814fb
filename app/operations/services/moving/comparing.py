"""Are two tables the same? Counted and summed on each side, never row beside row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.operations.services.moving.columns import Column, Fingerprint, Row, encoded, fingerprint
from app.operations.services.moving.places import CannotMove, Place, Tables


@dataclass(frozen=True)
class Compared:
    """One table on both sides."""

    table: str
    here: Fingerprint
    there: Fingerprint

    @property
    def is_same(self) -> bool:
        """Same rows, same values."""
        return self.here == self.there


def in_order_of(wanted: Mapping[str, Sequence[str]], found: Tables) -> Tables:
    """The found tables, their columns in the wanted order, which differs between engines.

    Raises:
        CannotMove: a table or a column stands on one side only.
    """
    both = {f"{t}.{c}" for t, columns in wanted.items() for c in ("", *columns)}
    here = {f"{t}.{c}" for t, columns in found.items() for c in ("", *(x.name for x in columns))}
    if both != here:
        raise CannotMove(f"The tables differ: {', '.join(sorted(both ^ here))}")
    ordered: Tables = {}
    for table, names in wanted.items():
        columns = {column.name: column for column in found[table]}
        ordered[table] = tuple(columns[name] for name in names)
    return ordered


def names_of(tables: Tables) -> dict[str, list[str]]:
    """Column names by table, in the order in which they are read."""
    return {table: [column.name for column in columns] for table, columns in tables.items()}


def counted(batches: Iterator[Sequence[Row]], seen: Fingerprint) -> Iterator[Sequence[Row]]:
    """The same batches; what passes is added to the fingerprint."""
    for batch in batches:
        seen.add(map(encoded, batch))
        yield batch


def compare(
    here: Mapping[str, Fingerprint], place: Place, tables: Mapping[str, Sequence[Column]]
) -> Iterator[Compared]:
    """What was read on one side against what stands on the other, table by table."""
    with place.reading() as rows:
        for table, seen in here.items():
            columns = tables[table]
            yield Compared(table, seen, fingerprint(rows.batches(table, columns)))
