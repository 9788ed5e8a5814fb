"""How long a page waits for its database: 2.5 seconds altogether, then it says so (safety.md R-3).

Counted are the waits for a free connection and for the write lock; what is left then is how long
one answer may take. A command or a job waits 30 seconds for the write lock, and as long as it takes
for an answer. All on the clock that nobody can set.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from flask import g, has_app_context, has_request_context

PAGE = 2.5
COMMAND = 30.0

# Whether work that no request asked for is as impatient as a page.
_like_a_page: ContextVar[bool] = ContextVar("like_a_page", default=False)


@contextmanager
def of_a_page() -> Iterator[None]:
    """For what open pages wait for and no request asked for, such as news from other workers.
    Each application context has its own 2.5 seconds."""
    token = _like_a_page.set(True)
    try:
        yield
    finally:
        _like_a_page.reset(token)


def _is_page() -> bool:
    return has_request_context() or (_like_a_page.get() and has_app_context())


def left() -> float | None:
    """Seconds that this page may still wait; None where no page is waiting."""
    return g.get("patience", PAGE) if _is_page() else None


def spend(seconds: float) -> None:
    """This page has waited."""
    if _is_page():
        g.patience = g.get("patience", PAGE) - seconds


def give_up() -> None:
    """The rest of this page must do without the database."""
    if _is_page():
        g.patience = 0.0


@contextmanager
def waiting_for_the_lock() -> Iterator[float]:
    """Gives the seconds that one may wait for the right to write, and counts what was waited."""
    most, begun = left(), monotonic()
    try:
        yield COMMAND if most is None else max(most, 0.0)
    finally:
        spend(monotonic() - begun)
