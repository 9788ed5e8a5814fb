"""One kind page for everything that can go wrong, without a trace of the inside.

What was typed comes back on the page when the fault is ours, except what must not be shown.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import structlog
from flask import Flask, g, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DatabaseError, DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from app.core import patience
from app.core.errors import Refusal, Restricted
from app.core.forms import is_written
from app.core.security.headers import draw_nonce
from app.core.templating import render
from app.core.trace import current_trace
from app.core.transactions import PERHAPS_KEPT
from app.core.viewer import ANONYMOUS

log = structlog.get_logger(__name__)

_SECRET = re.compile(r"passw|token|secret|code|credential", re.IGNORECASE)
_FULL = (sqlite3.SQLITE_FULL, "53100")
# What the drivers report as another kind of error, although it only means "not now".
_AWAY = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, "25006", "57P01", "57P02", "57P03")

# status: heading, what to do
WORDS = {
    400: (
        _l("That did not arrive whole"),
        _l("Go back, load the page again, and send it once more. Your words are still there."),
    ),
    403: (_l("This is not open to you"), _l("You may read here, but not do that.")),
    404: (
        _l("We cannot find that page"),
        _l("It may have moved, or it may be for members of a group only."),
    ),
    405: (_l("That does not work this way"), _l("Go back and use the button on the page.")),
    409: (_l("That could not be saved"), _l("Something has changed, or a consent is missing.")),
    410: (_l("This was taken back"), _l("The person who wrote it has removed it.")),
    413: (_l("That is too long for us"), _l("Go back and send it in two parts.")),
    422: (_l("Something in it is not right"), _l("Go back and look at what you typed.")),
    429: (_l("Too many tries"), _l("Wait a few minutes, then try again.")),
    500: (_l("Something broke on our side"), _l("It is not your fault. Try again in a minute.")),
    503: (_l("We are catching our breath"), _l("The site is busy. Try again in a minute.")),
    507: (
        _l("We have no room left"),
        _l("You can read everything, but nothing new fits in just now. Try again in an hour."),
    ),
}


def _page(status: int, message: str | None = None, is_saved: str = "no") -> tuple[Any, int]:
    known = status if status in WORDS else (500 if status >= 500 else 400)
    if request.path.startswith("/api/"):
        return {"code": status, "status": str(WORDS[known][0])}, status
    draw_nonce()
    heading, advice = WORDS[known]
    page = render(
        "web/error.html",
        status=status,
        heading=heading,
        advice=message or advice,
        typed=_typed() if status >= 500 else [],
        is_saved=is_saved,
        request_id=current_trace().request_id,
    )
    return page, status


def _typed() -> list[str]:
    """The words of a form, for the person to copy."""
    if request.method != "POST":
        return []
    fields = request.form.items(multi=True)
    words = [value for name, value in fields if not _SECRET.search(name)]
    return [value for value in words if is_written(value)]


def _refused(error: Refusal) -> tuple[Any, int]:
    return _page(error.status, error.message if isinstance(error, Restricted) else None)


def _unknown_host(_error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """No page: under a name that is not ours there is no address to link to."""
    return "This site is reached under another name.", 400, {"Content-Type": "text/plain"}


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    page, status = _page(status)
    headers = {"Retry-After": "300"} if status == 429 else {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return page, status, headers


def _csrf(_error: CSRFError) -> tuple[Any, int]:
    return _page(400)


def _database(error: DBAPIError | WaitedTooLong) -> Any:
    """No room, or not now. Every other complaint of a database is a fault of ours."""
    cause = getattr(error, "orig", None)
    code = getattr(cause, "sqlite_errorcode", None) or getattr(cause, "sqlstate", None)
    code = code & 0xFF if isinstance(code, int) else code
    passing = isinstance(error, WaitedTooLong | OperationalError | InterfaceError)
    if not passing and code not in _AWAY:
        return _broken(error)
    log.error("database_unavailable", endpoint=request.endpoint, kind=type(cause or error).__name__)
    _ask_the_database_nothing_more()
    full = code in _FULL
    # What found no room was not even written.
    unsure = PERHAPS_KEPT in getattr(error, "__notes__", ()) and not full
    page, status = _page(507 if full else 503, is_saved="perhaps" if unsure else "no")
    return page, status, {"Retry-After": "3600" if full else "30"}


def _ask_the_database_nothing_more() -> None:
    """Neither who is looking, which every page wants to know, nor anything after the page."""
    patience.give_up()
    if "_login_user" not in g:  # where Flask-Login keeps whom it found
        g._login_user = ANONYMOUS


def _unusable(_error: DataError) -> tuple[Any, int]:
    """A value that no column can hold, such as NUL in an address: nothing has that name."""
    return _page(404 if request.method in ("GET", "HEAD") else 400)


def _broken(error: Exception) -> tuple[Any, int]:
    log.error("request_failed", endpoint=request.endpoint, kind=type(error).__name__, exc_info=True)
    return _page(500)


def wire(app: Flask) -> None:
    """Answer every refusal and every failure with its page."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(WaitedTooLong, _database)
    app.register_error_handler(DatabaseError, _database)
    app.register_error_handler(InterfaceError, _database)
    app.register_error_handler(DataError, _unusable)
    if not app.config.get("PROPAGATE_EXCEPTIONS"):
        app.register_error_handler(Exception, _broken)
