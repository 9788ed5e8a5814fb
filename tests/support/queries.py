"""Counts the statements that reach the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

HOUSEKEEPING = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "PRAGMA", "RELEASE")


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """A list that fills with the statements run inside; its length is the count."""
    seen: list[str] = []

    def remember(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.upper().startswith(HOUSEKEEPING):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", remember)
