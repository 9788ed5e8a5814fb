"""Which request or job is running: a random id and the name of its route.

Never its address, which can tell an illness. Log lines, error pages and the audit log say the
same id, so that one can be found from the other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from flask import Flask, request


class Trace(NamedTuple):
    """`route` is an endpoint such as `health.evaluation`, or empty outside of a request."""

    request_id: str
    route: str


_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current_trace() -> Trace:
    """The trace of what is running now."""
    return _trace.get() or Trace("", "")


@contextmanager
def running(name: str) -> Iterator[None]:
    """While a job runs: its name stands where a request has its route."""
    token = _trace.set(Trace(secrets.token_hex(8), name))
    try:
        yield
    finally:
        _trace.reset(token)


def _begin() -> None:
    _trace.set(Trace(secrets.token_hex(8), request.endpoint or ""))


def _end(_error: BaseException | None = None) -> None:
    _trace.set(None)


def wire(app: Flask) -> None:
    """Draw an id before everything else that happens in a request."""
    app.before_request(_begin)
    app.teardown_request(_end)
