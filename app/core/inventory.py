"""What is stored about people, table by table and column by column, as the running site obeys it.

Read from `app/<package>/inventory.toml`; the format stands at the top of that of accounts. A
test holds it against the schema: `tests/architecture/test_inventory.py`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

APP = Path(__file__).resolve().parent.parent
TABLE_CLASSES = ("public", "community", "health", "secret", "operational")
EXPORTED = ("personal", "health", "community")
NEVER_EXPORTED = ("secret", "others", "internal")
OF_NOBODY = ("public", "operational")
COLUMN_CLASSES = (*EXPORTED, *NEVER_EXPORTED, *OF_NOBODY)
WAYS_TO_ERASE = ("delete", "clear", "reassign", "keep")
NEEDED = ("class", "purpose", "retention", "person", "export", "erase")
OPTIONAL = (
    "title",
    "keep",
    "swept",
    "also",
    "also_shown",
    "unlink",
    "passed_on",
    "shown",
    "because",
)

UNITS = ("hour", "day", "year")
SHORTEST_REASON = 4


class BadInventory(ValueError):
    """A line that cannot be read; the message names table and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """How a row belongs to a person. Either `column` holds `template`, filled with the columns of
    the member's row, or it holds the id of a row of `parent` that belongs to the person."""

    column: str
    template: str = "{id}"
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Rows go when `column` is older than `count` units; with `which`, only rows where that
    column is, or starts with, `value`."""

    count: int
    unit: str
    column: str
    which: str = ""
    how: str = ""
    value: str = ""

    def limit(self, at: datetime) -> datetime:
        """Whatever is older than this is kept too long. Years are years of the calendar."""
        if self.unit == "year":
            day = 28 if (at.month, at.day) == (2, 29) else at.day
            return at.replace(year=at.year - self.count, day=day)
        return at - timedelta(**{self.unit + "s": self.count})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One table: what is in it, whose, how long, and how it gets to its person or goes."""

    table: str
    package: str
    data_class: str
    purpose: str
    retention: str
    rules: tuple[Rule, ...] = ()
    swept: tuple[str, ...] = ()
    person: Belonging | None = None
    also: tuple[Belonging, ...] = ()
    also_shown: tuple[str, ...] = ()
    # The section of an export; empty when there is none, then `unexported` says why.
    section: str = ""
    title: str = ""
    unexported: str = ""
    erase: str
    kept_because: str = ""
    unlink: tuple[str, ...] = ()
    passed_on: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)

    @property
    def belongings(self) -> tuple[Belonging, ...]:
        """Every way in which a row belongs to somebody."""
        return (self.person, *self.also) if self.person else self.also

    @property
    def exported(self) -> tuple[str, ...]:
        """The columns that its person gets, in the order of the inventory."""
        if not self.section:
            return ()
        return tuple(
            name
            for name, kind in self.columns.items()
            if kind in EXPORTED and name not in self.because
        )


@cache
def inventory() -> dict[str, Stored]:
    """Every table of the site by name, in the order of the packages' folders.

    Raises:
        BadInventory: a file cannot be read as an inventory, or two name the same table.
    """
    found: dict[str, Stored] = {}
    for file in sorted(APP.glob("*/inventory.toml")):
        for table, line in tomllib.loads(file.read_text("utf-8")).items():
            if table in found:
                raise BadInventory(f"{table} stands in two inventories")
            found[table] = read_line(table, line, package=file.parent.name)
    return found


def read_line(table: str, line: dict[str, Any], *, package: str) -> Stored:
    """One block of an inventory.

    Raises:
        BadInventory: something is missing, unknown, or written in a way that has no meaning.
    """
    missing = [key for key in NEEDED if key not in line]
    unknown = [key for key in line if key not in (*NEEDED, *OPTIONAL, *COLUMN_CLASSES)]
    if missing or unknown:
        raise BadInventory(f"{table}: missing {missing}, unknown {unknown}")
    has_person = not line["person"].startswith("none")
    has_section = not line["export"].startswith("none")
    way = line["erase"].split(":")[0]
    if not has_person:
        _reason(table, line["person"])
    return Stored(
        table=table,
        package=package,
        data_class=line["class"],
        purpose=line["purpose"],
        retention=line["retention"],
        rules=tuple(_rule(table, words) for words in _listed(line.get("keep", []))),
        swept=tuple(line.get("swept", ())),
        person=_belonging(line["person"]) if has_person else None,
        also=tuple(_belonging(words) for words in line.get("also", ())),
        also_shown=tuple(line.get("also_shown", ())),
        section=line["export"] if has_section else "",
        title=line.get("title", ""),
        unexported="" if has_section else _reason(table, line["export"]),
        erase=way,
        kept_because=_reason(table, line["erase"]) if way == "keep" else "",
        unlink=tuple(line.get("unlink", ())),
        passed_on=tuple(line.get("passed_on", ())),
        columns=_columns(table, line),
        shown={name: _pointed(to) for name, to in line.get("shown", {}).items()},
        because=line.get("because", {}),
    )


def _columns(table: str, line: dict[str, Any]) -> dict[str, str]:
    pairs = [(name, kind) for kind in COLUMN_CLASSES for name in line.get(kind, ())]
    columns = dict(pairs)
    if len(columns) != len(pairs):
        raise BadInventory(f"{table}: a column stands in two lists")
    return columns


def _belonging(words: str) -> Belonging:
    column, _sign, parent = words.partition(" -> ")
    if parent:
        return Belonging(column=column, parent=parent)
    column, _sign, template = words.partition(" = ")
    return Belonging(column=column, template=template or "{id}")


def _rule(table: str, words: str) -> Rule:
    """ "180 days from at", or the same with "where state is sent"."""
    match words.split():
        case [count, units, "from", column]:
            which = how = value = ""
        case [count, units, "from", column, "where", which, ("is" | "starts") as how, value]:
            pass
        case _:
            raise BadInventory(f"{table}: {words!r} is no rule")
    unit = units.removesuffix("s")
    if not count.isdecimal() or unit not in UNITS:
        raise BadInventory(f"{table}: {words!r} names no length of time")
    return Rule(count=int(count), unit=unit, column=column, which=which, how=how, value=value)


def _reason(table: str, words: str) -> str:
    word, _colon, why = words.partition(": ")
    if word not in ("none", "keep") or len(why) < SHORTEST_REASON:
        raise BadInventory(f"{table}: {words!r} gives no reason")
    return why


def _pointed(words: str) -> tuple[str, str]:
    table, _dot, column = words.partition(".")
    return table, column


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
