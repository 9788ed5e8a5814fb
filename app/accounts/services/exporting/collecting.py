"""Everything about one person as plain values, section by section, as the inventory says.

No query here names a table: what the inventory calls exported is read by the way the inventory
says rows belong to a person. Another person's words, secrets and internal numbers are in no
section, because their columns are not called exported.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Label, and_, not_, select

from app.accounts.queries import belonging
from app.accounts.queries.belonging import Person
from app.core.database import Base, db
from app.core.inventory import Stored, inventory

Row = dict[str, Any]


class Section(NamedTuple):
    """One part of a copy: a table, named as people say it, with this person's rows of it."""

    name: str
    title: str
    purpose: str
    retention: str
    rows: list[Row]


def collect(member_id: int) -> list[Section]:
    """Every section of the inventory, those without a row as well: that nothing is stored is
    said too.

    Raises:
        NotFound: there is no such member.
    """
    who = belonging.person(member_id)
    return [
        Section(line.section, line.title, line.purpose, line.retention, _rows(line, who))
        for line in inventory().values()
        if line.section
    ]


def name_in_copy(column: str, line: Stored) -> str:
    """What a column is called in a copy: what it points to, where it shows that."""
    return column.removesuffix("_id") if column in line.shown else column


def _rows(line: Stored, who: Person) -> list[Row]:
    mine = belonging.is_theirs(line, who)
    rows = _read(line, line.exported, mine)
    if line.also_shown:
        rows += _read(line, line.also_shown, and_(belonging.belongs(line, who), not_(mine)))
    return rows


def _read(line: Stored, columns: tuple[str, ...], which: Any) -> list[Row]:
    table = belonging.table_of(line)
    wanted = [_shown(line, name) for name in columns]
    found = db.session.execute(select(*wanted).where(which).order_by(*table.primary_key.columns))
    return [{key: _plain(value) for key, value in row.items()} for row in found.mappings()]


def _shown(line: Stored, column: str) -> Label[Any]:
    own = belonging.table_of(line).c[column]
    name = name_in_copy(column, line)
    if column not in line.shown:
        return own.label(name)
    other_name, shown = line.shown[column]
    other = Base.metadata.tables[other_name].alias()
    return select(other.c[shown]).where(other.c.id == own).scalar_subquery().label(name)


def _plain(value: Any) -> Any:
    """What JSON can say; instants in UTC."""
    return value.isoformat() if isinstance(value, date) else value
