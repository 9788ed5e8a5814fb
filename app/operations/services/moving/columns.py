"""The one form in which values travel between engines, and the fingerprint of a table in it.

It is the form in which SQLite stores them: numbers and text as they are, an instant as
`2026-03-01 10:00:00.000000` in UTC, a day as `2026-03-01`, yes and no as 1 and 0, JSON as its
text, letter for letter, bytes as hexadecimal digits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer, LargeBinary, String
from sqlalchemy.types import TypeEngine

# The first that fits is taken: Float is a kind of Numeric, DateTime is none of Date.
KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "flag"),
    (DateTime, "moment"),
    (Date, "day"),
    (JSON, "json"),
    (LargeBinary, "bytes"),
    (Integer, "number"),
    (Float, "real"),
    (String, "text"),
)
_WIDTH = 16
_WRAP = 1 << (8 * _WIDTH)
# One encoder for all rows: making one for each would cost more than the encoding.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

Row = Sequence[Any]


class UnknownKind(RuntimeError):
    """A column holds something that cannot travel yet."""


@dataclass(frozen=True)
class Column:
    """A column as the database describes it; `kind` is one of `KINDS`."""

    name: str
    kind: str


def kind_of(table: str, name: str, stored: TypeEngine[Any]) -> str:
    """How values of this column travel.

    Raises:
        UnknownKind: names the column; better no backup than one that lacks something.
    """
    for known, kind in KINDS:
        if isinstance(stored, known):
            return kind
    raise UnknownKind(f"{table}.{name} is a {type(stored).__name__}, which cannot travel yet")


def encoded(row: Row) -> bytes:
    """One row as JSON."""
    return _encode(row if isinstance(row, list) else list(row)).encode("utf-8", "surrogatepass")


@dataclass
class Fingerprint:
    """Rows of a table, counted and summed: the same for the same rows in any order. A row that
    is there twice counts twice, which a plain exclusive-or would lose."""

    rows: int = 0
    total: int = field(default=0, repr=False)

    @classmethod
    def of(cls, rows: int, text: str) -> Fingerprint:
        """One that was written down."""
        return cls(rows, int(text, 16))

    def add(self, rows: Iterable[bytes]) -> None:
        """Take encoded rows in."""
        total, count = self.total, 0
        for row in rows:
            total += int.from_bytes(blake2b(row, digest_size=_WIDTH).digest())
            count += 1
        self.total = total % _WRAP
        self.rows += count

    @property
    def text(self) -> str:
        """The sum, as it is written down."""
        return f"{self.total:032x}"


def fingerprint(batches: Iterable[Sequence[Row]]) -> Fingerprint:
    """The fingerprint of a whole table."""
    found = Fingerprint()
    for batch in batches:
        found.add(map(encoded, batch))
    return found
