"""The bulk writers: rows as plain dicts, thousands at a time, in one order that keys allow.

The rows are those that `community`, `health` and `accounts` would write (tests compare them
column by column). They are written past those services because a demo for measuring has a
million posts. No news is told.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import text

from app.core.database import PUBLIC_ID_ALPHABET, PUBLIC_ID_LENGTH, Base, db
from app.demo import queries

# Tables in the order in which rows may be written.
ORDER = (
    "memberships",
    "evaluations",
    "evaluation_purposes",
    "evaluation_side_effects",
    "evaluation_stop_reasons",
    "evaluation_shares",
    "topics",
    "posts",
    "reactions",
    "reading_places",
)
BATCH = 4_000
# Kilobytes of SQLite's page cache while writing, and as `app.core.database` sets it: random
# public ids touch every page of their index.
_CACHE, _USUAL_CACHE = 262_144, 16_000

Row = dict[str, Any]


class Store:
    """Collects rows and writes them in batches. Keys are given here, so that rows which point
    at each other can be written without asking the database."""

    def __init__(self) -> None:
        self._tables = {name: Base.metadata.tables[name] for name in ORDER}
        self._rows: dict[str, list[Row]] = {name: [] for name in ORDER}
        self._next = {name: queries.highest_id(name) for name in ORDER}
        self._waiting = 0
        _cache(_CACHE)

    def add(self, table: str, row: Row) -> int:
        """Keep a row for the next batch; returns its key."""
        self._next[table] += 1
        row["id"] = self._next[table]
        self._rows[table].append(row)
        self._waiting += 1
        if self._waiting >= BATCH:
            self.write()
        return self._next[table]

    def write(self) -> None:
        """Write what waits."""
        for name in ORDER:
            if self._rows[name]:
                db.session.execute(self._tables[name].insert(), self._rows[name])
                self._rows[name] = []
        self._waiting = 0

    def finish(self) -> None:
        """Write the rest, and let PostgreSQL go on counting after our keys."""
        self.write()
        _cache(_USUAL_CACHE)
        if db.engine.dialect.name != "postgresql":
            return
        for name in ORDER:
            if self._next[name]:
                serial = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :value)")
                db.session.execute(serial, {"table": name, "value": self._next[name]})


def _cache(kilobytes: int) -> None:
    if db.engine.dialect.name == "sqlite":
        db.session.connection().exec_driver_sql(f"PRAGMA cache_size=-{kilobytes}")


def public_ids() -> Iterator[str]:
    """Random ids like `app.core.database.new_public_id`, made by the thousand."""
    letters = PUBLIC_ID_ALPHABET.encode()
    size = len(letters)
    most = 256 - 256 % size
    table = bytes(letters[byte % size] for byte in range(256))
    refused = bytes(range(most, 256))
    while True:
        block = secrets.token_bytes(60_000).translate(table, delete=refused).decode()
        for start in range(0, len(block) - PUBLIC_ID_LENGTH, PUBLIC_ID_LENGTH):
            yield block[start : start + PUBLIC_ID_LENGTH]


def membership_row(group_id: int, member_id: int, at: datetime) -> Row:
    """What `community.services.joining` writes."""
    return {
        "group_id": group_id,
        "member_id": member_id,
        "role": "member",
        "granted_by_id": None,
        "joined_at": at,
    }


def topic_row(*, public_id: str, group_id: int, kind: str, title: str, **more: Any) -> Row:
    """A topic as `community.services.posting` leaves it after its last post. `more` holds
    opened_by_id, evaluation_id, post_count, created_at, last_post_at and last_post_by_id."""
    return {
        "public_id": public_id,
        "group_id": group_id,
        "kind": kind,
        "title": title,
        **more,
        "deleted_at": None,
        "deleted_by_id": None,
    }


def post_row(
    *, public_id: str, topic_id: int, position: int, author_id: int, at: datetime, **more: Any
) -> Row:
    """A post as `community.services.posting` leaves it; `more` holds body, html and the five
    reaction counts."""
    return {
        "public_id": public_id,
        "topic_id": topic_id,
        "position": position,
        "author_id": author_id,
        "created_at": at,
        **more,
        "edited_at": None,
        "deleted_at": None,
        "deleted_by_id": None,
    }
