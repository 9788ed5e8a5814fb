"""Pages of a list. Numbered where rows carry a stored position, by key everywhere else.

Neither way ever counts or skips rows, so page 5,000 costs what page 1 costs.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from app.core.errors import NotFound

T = TypeVar("T")
PAGE_SIZE = 20
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class NumberedPage:
    """One page of rows that are numbered from 1 without gaps."""

    number: int
    last: int

    @property
    def first_position(self) -> int:
        """The first stored position on this page."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last_position(self) -> int:
        """The last stored position that may stand on this page."""
        return self.number * PAGE_SIZE

    @property
    def shown(self) -> list[int | None]:
        """The numbers a pager shows; None is a gap: 1 … 4 5 6 … 90."""
        near = {1, self.last, self.number - 1, self.number, self.number + 1}
        wanted = sorted(n for n in near if 1 <= n <= self.last)
        shown: list[int | None] = []
        for before, n in zip([0, *wanted], wanted, strict=False):
            if n - before > 1:
                shown.append(None)
            shown.append(n)
        return shown


def numbered_page(number: int, total: int) -> NumberedPage:
    """Page `number` of `total` numbered rows.

    Raises:
        NotFound: there is no such page.
    """
    last = page_of(max(total, 1))
    if not 1 <= number <= last:
        raise NotFound
    return NumberedPage(number=number, last=last)


def page_of(position: int) -> int:
    """The page on which a position stands."""
    return (position - 1) // PAGE_SIZE + 1


@dataclass(frozen=True)
class KeyPage(Generic[T]):
    """Some rows, and the key with which the next ones start (None at the end)."""

    rows: Sequence[T]
    next_key: str | None


def key_page(rows: Sequence[T], size: int, key: Any) -> KeyPage[T]:
    """Cut `rows`, read with `limit(size + 1)`, into a page; `key(row)` gives its sort values."""
    if len(rows) <= size:
        return KeyPage(rows, None)
    kept = rows[:size]
    return KeyPage(kept, encode_key(key(kept[-1])))


def encode_key(values: Sequence[Any]) -> str:
    """Sort values as a word for a URL."""
    raw = json.dumps(values, separators=(",", ":"), default=str).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_key(word: str | None, length: int) -> list[Any] | None:
    """The sort values of a key, None without one.

    Raises:
        NotFound: the word is not a key of `length` values.
    """
    if not word:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise NotFound from error
    if not isinstance(values, list) or len(values) != length:
        raise NotFound
    if not all(_is_storable(value) for value in values):
        raise NotFound
    return values


def decode_number(word: str | None) -> int | None:
    """The one number of a key, None without a key.

    Raises:
        NotFound: the word is not a key of one number.
    """
    values = decode_key(word, 1)
    if values is None:
        return None
    if not isinstance(values[0], int):
        raise NotFound
    return values[0]


def _is_storable(value: Any) -> bool:
    """Whether a column could hold it: whole numbers of 64 bits, texts without half characters."""
    if isinstance(value, str):
        return not _HALF_CHARACTER.search(value)
    return type(value) is int and -(2**63) <= value < 2**63


def instant(word: Any) -> datetime:
    """The moment that a sort value stands for, in UTC.

    Raises:
        NotFound: it is none, or says no time zone.
    """
    try:
        at = datetime.fromisoformat(word)
        if at.tzinfo is None:
            raise NotFound
        return at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise NotFound from error
