"""Which rows of any table belong to a person, as the inventory says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Integer, Table, false, func, or_, select

from app.accounts.models import Member
from app.core.database import Base, db
from app.core.errors import found
from app.core.inventory import Belonging, Stored, inventory

Person = Mapping[str, Any]


def person(member_id: int) -> Person:
    """The columns of a member's row by name.

    Raises:
        NotFound: there is no such member.
    """
    members = Member.__table__
    row = db.session.execute(select(members).where(members.c.id == member_id)).mappings().first()
    return dict(found(row))


def table_of(line: Stored) -> Table:
    """The table that a line of the inventory is about."""
    return Base.metadata.tables[line.table]


def belongs(line: Stored, who: Person) -> ColumnElement[bool]:
    """A condition on the table: its row belongs to this person in whatever way."""
    return or_(false(), *(by_one_way(line, way, who) for way in line.belongings))


def is_theirs(line: Stored, who: Person) -> ColumnElement[bool]:
    """A condition on the table: its row belongs to this person first of all."""
    return by_one_way(line, line.person, who) if line.person else false()


def by_one_way(line: Stored, way: Belonging, who: Person) -> ColumnElement[bool]:
    """A condition on the table: its row belongs to this person by this column."""
    column = table_of(line).c[way.column]
    if way.parent:
        above = inventory()[way.parent]
        return column.in_(select(table_of(above).c.id).where(is_theirs(above, who)))
    value = _filled(way.template, who)
    if not value:
        return false()
    return column == (int(value) if isinstance(column.type, Integer) else value)


def counts(who: Person) -> dict[str, int]:
    """How many rows of each table belong to this person; tables without any are left out."""
    numbers = {}
    for line in inventory().values():
        if line.belongings:
            held = select(func.count()).select_from(table_of(line)).where(belongs(line, who))
            numbers[line.table] = db.session.scalar(held) or 0
    return {table: number for table, number in numbers.items() if number}


def _filled(template: str, who: Person) -> str:
    """The template with the member's values; empty when the member has none of a value."""
    try:
        return template.format_map(_Present(who))
    except KeyError:
        return ""


class _Present(dict[str, Any]):
    """Values that are there: an address that somebody has not matches no empty column."""

    def __missing__(self, key: str) -> Any:
        raise KeyError(key)

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        if value is None or value == "":
            raise KeyError(key)
        return value
