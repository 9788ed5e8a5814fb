"""Names and flags of our cookies."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.wrappers import Response

# Who is signed in stands behind this cookie; accounts sets and reads it.
SESSION = "session"


def over_https(app: Flask) -> bool:
    """Whether the site is reached over https, as configured, never as a request claims."""
    address: str = app.config["SITE_URL"]
    return urlsplit(address).scheme == "https"


def cookie_name(app: Flask, name: str) -> str:
    """`__Host-` binds a cookie to this host and to https; browsers refuse it over plain http."""
    return f"__Host-{name}" if over_https(app) else name


def cookie(name: str) -> str:
    """What the browser sent under a name of ours; "" when nothing. It may be anything."""
    app: Any = current_app
    return request.cookies.get(cookie_name(app, name), "")


def set_cookie(response: Response, name: str, value: str, *, max_age: int | None) -> None:
    """Set a cookie that scripts cannot read and other sites do not send along."""
    app: Any = current_app
    response.set_cookie(
        cookie_name(app, name),
        value,
        max_age=max_age,
        path="/",
        httponly=True,
        secure=over_https(app),
        samesite="Lax",
    )


def clear_cookie(response: Response, name: str) -> None:
    """Make the browser forget a cookie."""
    set_cookie(response, name, "", max_age=0)


class Visit(SecureCookieSessionInterface):
    """Flask's own signed cookie; it would sign with SHA-1."""

    digest_method = staticmethod(hashlib.sha256)


def wire(app: Flask) -> None:
    """Flask's own signed cookie holds the CSRF secret and unfinished steps, no identity."""
    app.session_interface = Visit()
    app.config["SESSION_COOKIE_NAME"] = cookie_name(app, "visit")
    app.config["SESSION_COOKIE_SECURE"] = over_https(app)
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SESSION_COOKIE_PATH"] = "/"
