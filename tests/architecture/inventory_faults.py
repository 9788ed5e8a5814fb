"""Holds the inventory against the schema: every table and column is in it, and it means something."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import MetaData, Table

from app.core.inventory import (
    EXPORTED,
    OF_NOBODY,
    TABLE_CLASSES,
    WAYS_TO_ERASE,
    Belonging,
    Stored,
)

MEMBERS = "members"


def faults(lines: dict[str, Stored], metadata: MetaData) -> list[str]:
    """Everything that is wrong, one sentence each; empty when the inventory is true."""
    found = [f"{name}: stands in no inventory" for name in set(metadata.tables) - set(lines)]
    found += [f"{name}: there is no such table" for name in set(lines) - set(metadata.tables)]
    sections: dict[str, str] = {}
    for name in sorted(set(lines) & set(metadata.tables)):
        found += [f"{name}: {what}" for what in _of_table(lines[name], metadata, lines)]
        section = lines[name].section
        if section and sections.setdefault(section, name) != name:
            found.append(f"{name}: its section {section} is that of {sections[section]}")
    return sorted(found)


def _of_table(line: Stored, metadata: MetaData, lines: dict[str, Stored]) -> Iterator[str]:
    table = metadata.tables[line.table]
    yield from _classes(line)
    yield from _owner(line)
    yield from _columns(line, table)
    for way in line.belongings:
        yield from _belonging(way, table, metadata, lines)
    yield from _pointers(line, table)
    for name, (other, column) in line.shown.items():
        if other not in metadata.tables or column not in metadata.tables[other].columns:
            yield f"{name} is shown as {other}.{column}, which is not there"
    for rule in line.rules:
        if rule.column not in table.columns or (rule.which and rule.which not in table.columns):
            yield f"a rule counts from {rule.column}, which is not there"


def _classes(line: Stored) -> Iterator[str]:
    if line.data_class not in TABLE_CLASSES:
        yield f"{line.data_class} is no class of a table"
    if line.erase not in WAYS_TO_ERASE:
        yield f"{line.erase} is no way to erase"
    if min(len(line.purpose), len(line.retention)) < 4:
        yield "purpose and retention are words"


def _owner(line: Stored) -> Iterator[str]:
    if line.section and line.person is None:
        yield "is exported, but nobody's"
    if bool(line.section) != bool(line.title):
        yield "a section has a title, and only a section"
    has_own = any(kind in EXPORTED for kind in line.columns.values())
    if line.person is None and has_own:
        yield "holds personal columns, but belongs to nobody"
    if line.person is not None and any(kind in OF_NOBODY for kind in line.columns.values()):
        yield "belongs to a person, but has a column that is said to be nobody's"
    if has_own and not line.section:
        yield "holds personal columns that are exported nowhere"


def _columns(line: Stored, table: Table) -> Iterator[str]:
    there = set(table.columns.keys())
    for name in sorted(there - set(line.columns)):
        yield f"column {name} stands in no list"
    named = {*line.columns, *line.swept, *line.also_shown, *line.unlink, *line.passed_on}
    for name in sorted((named | set(line.shown) | set(line.because)) - there):
        yield f"there is no column {name}"


def _belonging(
    way: Belonging, table: Table, metadata: MetaData, lines: dict[str, Stored]
) -> Iterator[str]:
    if way.column not in table.columns:
        yield f"belongs to a person by {way.column}, which is not there"
    elif way.parent:
        parent = lines.get(way.parent)
        if parent is None or parent.person is None:
            yield f"belongs to a person through {way.parent}, which belongs to none"
        if not table.columns[way.column].references(metadata.tables[way.parent].columns["id"]):
            yield f"{way.column} does not point to {way.parent}"
    else:
        try:
            way.template.format_map(dict.fromkeys(metadata.tables[MEMBERS].columns.keys(), ""))
        except KeyError as unknown:
            yield f"belongs to a person by their {unknown}, which a member has not"


def _pointers(line: Stored, table: Table) -> Iterator[str]:
    """Every column that points to a member says what becomes of it when that member goes."""
    owners = {way.column for way in line.belongings if not way.parent}
    for column in table.columns:
        to_member = any(key.column.table.name == MEMBERS for key in column.foreign_keys)
        if not to_member or column.name in line.passed_on:
            continue
        if column.name in line.unlink:
            if not column.nullable:
                yield f"{column.name} cannot be emptied"
        elif column.name not in owners:
            yield f"{column.name} points to a member and nobody says what becomes of it"
        elif line.erase in ("clear", "reassign"):
            yield f"{column.name} would keep the erased member: {line.erase} does not reach it"
