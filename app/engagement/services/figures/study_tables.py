"""Reads what a study prints: posts of each member, or the sums of its classes.

    posts,members,weeks        class,posts
    0,47990,                   superusers,276034
    12,1,5                     contributors,88732

`members` says how many people a line stands for (1 when it is left out), `weeks` in how many weeks
they posted, where the study tells. Other columns are left alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

MOST_PEOPLE = 5_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """So many members with so many posts each, in so many weeks; None where no study says."""

    posts: int
    members: int
    weeks: int | None


@dataclass(frozen=True, slots=True)
class StudyTable:
    """One of both: lines of members, or sums of posts by class."""

    lines: tuple[Line, ...] = ()
    classes: tuple[tuple[str, int], ...] = ()


def read(rows: Iterable[str]) -> StudyTable:
    """The table in these lines of a CSV file, with a head.

    Raises:
        ValueError: no column `posts`, no rows, a cell that is no whole number from 0 on, or more than
            5,000,000 members; it says in which line.
    """
    reader = csv.DictReader(rows)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if "posts" not in names:
        raise ValueError("the first line names the columns; one of them is posts")
    reader.fieldnames = names
    if "class" in names:
        classes = tuple(
            ((row["class"] or "").strip(), _number(row, "posts", at)) for at, row in _rows(reader)
        )
        return StudyTable(classes=_filled(classes))
    lines = tuple(
        Line(
            _number(row, "posts", at),
            1 if _cell(row, "members") is None else _number(row, "members", at),
            None if _cell(row, "weeks") is None else _number(row, "weeks", at),
        )
        for at, row in _rows(reader)
    )
    if sum(line.members for line in lines) > MOST_PEOPLE:
        raise ValueError(f"more than {MOST_PEOPLE:,} members")
    return StudyTable(lines=_filled(lines))


def _rows(reader: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Each row with the number of its line."""
    for row in reader:
        yield reader.line_num, dict(row)


def _cell(row: dict[str, str | None], name: str) -> str | None:
    return (row.get(name) or "").strip() or None


def _number(row: dict[str, str | None], name: str, at: int) -> int:
    cell = _cell(row, name) or ""
    if not (cell.isascii() and cell.isdecimal() and len(cell) <= 12):
        raise ValueError(f"line {at}: {name} must be a whole number, not {cell!r}")
    return int(cell)


def _filled(rows: tuple[T, ...]) -> tuple[T, ...]:
    if not rows:
        raise ValueError("the table has no rows")
    return rows
