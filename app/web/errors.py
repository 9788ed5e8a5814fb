"""One kind page for everything that can go wrong, without a trace of the inside."""

from __future__ import annotations

from typing import Any

import structlog
from flask import Flask, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from app.core.errors import Refusal
from app.core.security.headers import draw_nonce
from app.core.templating import render

log = structlog.get_logger(__name__)

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
}


def _page(status: int, message: str | None = None) -> tuple[Any, int]:
    known = status if status in WORDS else (500 if status >= 500 else 400)
    if request.path.startswith("/api/"):
        return {"code": status, "status": str(WORDS[known][0])}, status
    draw_nonce()
    heading, advice = WORDS[known]
    page = render("web/error.html", status=status, heading=heading, advice=message or advice)
    return page, status


def _refused(error: Refusal) -> tuple[Any, int]:
    return _page(error.status)


def _unknown_host(_error: SecurityError) -> tuple[str, int, dict[str, str]]:
    """No page: under a name that is not ours there is no address to link to."""
    return "This site is reached under another name.", 400, {"Content-Type": "text/plain"}


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    page, status = _page(status)
    headers = {"Retry-After": "300"} if status == 429 else {}
    return page, status, headers


def _csrf(_error: CSRFError) -> tuple[Any, int]:
    return _page(400)


def _database(error: OperationalError) -> tuple[Any, int, dict[str, str]]:
    log.error("database_unavailable", endpoint=request.endpoint, kind=type(error.orig).__name__)
    page, status = _page(503)
    return page, status, {"Retry-After": "30"}


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
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(DataError, _unusable)
    if not app.config.get("PROPAGATE_EXCEPTIONS"):
        app.register_error_handler(Exception, _broken)
