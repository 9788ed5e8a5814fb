"""Puts one row of a person into every table that can hold one, with a word of its own in every
column that can hold words. Knows no table by name: it reads schema and inventory."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Table, UniqueConstraint, insert

from app.core.clock import now
from app.core.database import Base, UtcDateTime, db
from app.core.inventory import inventory
from app.core.transactions import unit_of_work
from tests.factories import catalogue, chat, community

_number = itertools.count(0x1000)
_ONE_OF = re.compile(r"(\w+) IN \('([^']+)'")
# What a check of the database asks for and no rule above finds.
SET = {
    ("evaluations", "is_current"): False,
    ("carer_links", "ended_by_id"): None,
    ("decisions", "is_automated"): False,
    # What moderators hide stays as long as its author can appeal.
    ("posts", "hidden_as"): None,
}


@dataclass
class Filled:
    """A person with one row in every table. `words[table, column]` stands there and nowhere else."""

    letter: str
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The member's key."""
        return int(self.rows["members"]["id"])

    @property
    def public_id(self) -> str:
        """The member's public id."""
        return str(self.rows["members"]["public_id"])


def shared_rows() -> dict[str, int]:
    """Rows of nobody that rows of people point to."""
    with unit_of_work():
        group = community.group()
        room = chat.room(group=group)
        return {"concepts": catalogue.concept().id, "groups": group.id, "rooms": room.id}


def fill(letter: str, shared: dict[str, int], *, friend: Filled | None = None) -> Filled:
    """One row in every table that belongs to people. Where somebody else could stand (who gave a
    role, who decided), `friend` does."""
    person = Filled(letter)
    with unit_of_work():
        # The member comes first, also before tables that know them without a foreign key.
        for table in sorted(Base.metadata.sorted_tables, key=lambda one: one.name != "members"):
            if inventory()[table.name].belongings:
                _add(person, table, shared, friend)
    return person


def _add(person: Filled, table: Table, shared: dict[str, int], friend: Filled | None) -> None:
    enums = _enums(table)
    values = {
        column.name: _value(person, table, column, enums, shared, friend)
        for column in table.columns
        if column.name != "id"
    }
    values |= _whose(person, table)
    result = db.session.execute(insert(table).values(values).returning(table.c.id))
    person.rows[table.name] = {**values, "id": result.scalar_one()}


def _whose(person: Filled, table: Table) -> dict[str, Any]:
    """What makes the row the person's."""
    way = inventory()[table.name].person
    if way is None or table.name == "members":
        return {}
    if way.parent:
        return {way.column: person.rows[way.parent]["id"]}
    filled = way.template.format(**person.rows["members"])
    is_number = _kind(table.c[way.column]) is int
    person.words.pop((table.name, way.column), None)
    return {way.column: int(filled) if is_number else filled}


def _value(
    person: Filled,
    table: Table,
    column: Column[Any],
    enums: dict[str, str],
    shared: dict[str, int],
    friend: Filled | None,
) -> Any:
    if (table.name, column.name) in SET:
        return SET[table.name, column.name]
    if column.foreign_keys:
        return _pointed(person, table, column, shared, friend)
    if column.name in enums:
        return enums[column.name]
    kind = _kind(column)
    if kind in (str, bytes, JSON):
        return _words(person, table, column, kind)
    moment = now() - timedelta(days=1, seconds=next(_number))
    number = next(_number) if _is_in_a_unique_rule(table, column) else 1
    plain = {bool: True, int: number, float: 1.0, datetime: moment, date: moment.date()}
    return plain[kind]


def _kind(column: Column[Any]) -> Any:
    if isinstance(column.type, UtcDateTime):
        return datetime
    return JSON if isinstance(column.type, JSON) else column.type.python_type


def _words(person: Filled, table: Table, column: Column[Any], kind: Any) -> Any:
    word = f"Zq{person.letter}{next(_number):x}"
    room = getattr(column.type, "length", None) or 99
    if room < len(word):
        return word[:room]
    person.words[table.name, column.name] = word
    return {"said": word} if kind is JSON else word.encode() if kind is bytes else word


def _pointed(
    person: Filled,
    table: Table,
    column: Column[Any],
    shared: dict[str, int],
    friend: Filled | None,
) -> int | None:
    other = next(iter(column.foreign_keys)).column.table.name
    if other != "members":
        known = person.rows.get(other)
        return known["id"] if known else shared.get(other)
    line = inventory()[table.name]
    if column.name in line.unlink or column.name in [way.column for way in line.also]:
        nobody = None if column.nullable else person.id
        return friend.id if friend else nobody
    return person.id


def _is_in_a_unique_rule(table: Table, column: Column[Any]) -> bool:
    rules = (rule for rule in table.constraints if isinstance(rule, UniqueConstraint))
    return any(column.name in rule.columns for rule in rules)


def _enums(table: Table) -> dict[str, str]:
    checks = (c for c in table.constraints if isinstance(c, CheckConstraint))
    found = (_ONE_OF.search(str(check.sqltext)) for check in checks)
    return {one[1]: one[2] for one in found if one}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as the database has them now."""
    db.session.rollback()
    return {
        table.name: [dict(row) for row in db.session.execute(table.select()).mappings()]
        for table in Base.metadata.sorted_tables
    }


def put_back(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Into an empty database: what `everything` gave, as a restored backup would."""
    with unit_of_work():
        for table in Base.metadata.sorted_tables:
            if rows[table.name]:
                db.session.execute(insert(table), rows[table.name])
