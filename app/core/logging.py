"""One line of JSON per record, without bodies, addresses, tokens or names.

Every request leaves one line: method, name of the route, status, milliseconds, and whether a
visitor, a member or one of the staff asked; never the address of the page, which can tell an
illness, never who it was, never from where. Together with the time it could still be matched with
other records, so logs belong to the operational class: kept for 30 days.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from time import perf_counter
from typing import Any

import structlog
from flask import Flask, Response, g, request

from app.core.trace import current_trace

log = structlog.get_logger(__name__)

# Nobody learns anything from these, and monitors ask for them every few seconds.
QUIET = frozenset({"static", "web.live", "web.ready", "operations.metrics"})

# What is worth a line of its own (safety.md A-13), and the only facts that may stand in it.
SECURITY_EVENTS = frozenset(
    {
        "sign_in_succeeded",
        "sign_in_failed",
        "second_factor_failed",
        "access_denied",
        "role_changed",
        "credentials_changed",
        "consent_changed",
        "data_exported",
        "account_closed",
    }
)
FACTS = frozenset({"role", "way", "purpose"})


def without_what_was_typed(
    _logger: Any, _method: str, record: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Where an error came from and of which kind it is, without its message: PostgreSQL repeats
    a whole row in it, others the value that was typed."""
    given = record.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error is not None:
        record["error"] = type(error).__name__
        record["trace"] = "".join(traceback.format_tb(error.__traceback__))
    return record


def with_request_id(
    _logger: Any, _method: str, record: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """The id that the error page and the audit log say as well."""
    request_id = current_trace().request_id
    if request_id:
        record["request"] = request_id
    return record


def security_event(kind: str, **facts: str) -> None:
    """A line for whoever watches over the site: what happened, never to whom.

    Raises:
        ValueError: an event or a fact that is not listed above.
    """
    if kind not in SECURITY_EVENTS or not FACTS.issuperset(facts):
        raise ValueError(f"not to be logged: {kind} {sorted(facts)}")
    log.info("security", kind=kind, route=current_trace().route, **facts)


def kind_of_viewer() -> str:
    """Visitor, member or staff; "unasked" when no view wanted to know. Asks nothing itself."""
    viewer = g.get("_login_user")  # where Flask-Login keeps whom it found
    if viewer is None:
        return "unasked"
    if not viewer.is_signed_in:
        return "visitor"
    return "staff" if viewer.roles else "member"


def _begin() -> None:
    g.request_began = perf_counter()


def seconds_so_far() -> float:
    """How long this request has taken until now."""
    return perf_counter() - float(g.get("request_began", perf_counter()))


def _one_line(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    if endpoint in QUIET and response.status_code < 500:
        return response
    if response.status_code == 403:
        security_event("access_denied")
    log.info(
        "request",
        method=request.method,
        route=endpoint,
        status=response.status_code,
        ms=round(seconds_so_far() * 1000, 1),
        viewer=kind_of_viewer(),
    )
    return response


def wire(app: Flask) -> None:
    """Structured logs to standard error; the level comes from `LOG_LEVEL`."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            with_request_id,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_what_was_typed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[app.config["LOG_LEVEL"]]
        ),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    app.before_request(_begin)
    app.after_request(_one_line)
