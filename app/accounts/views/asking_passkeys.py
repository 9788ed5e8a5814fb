"""What every page that asks for a passkey shares: the question as JSON, and the browser's word."""

from __future__ import annotations

from flask import current_app
from werkzeug.wrappers import Response

from app.accounts.services.ceremonies import PASSKEY_LIFE
from app.accounts.services.passkey_proofs import Asked
from app.core.security.cookies import cookie, set_cookie

COOKIE = "asked"
SECONDS = int(PASSKEY_LIFE.total_seconds())


def word() -> str:
    """This browser's word; "" when no passkey was asked."""
    return cookie(COOKIE)


def as_json(asked: Asked) -> Response:
    """The question for the browser, and the word that belongs to it."""
    response = current_app.response_class(asked.options, mimetype="application/json")
    set_cookie(response, COOKIE, asked.word, max_age=SECONDS)
    return response
