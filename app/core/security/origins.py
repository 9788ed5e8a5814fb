"""Requests that change something must come from our own pages, under our own name.

The CSRF token (Flask-WTF) is the first lock, this is the second. Our Referrer-Policy makes
browsers send `Origin: null` on their own forms, so null alone neither proves nor refutes.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, current_app, request

from app.core.errors import Forbidden

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def _site() -> str:
    parts = urlsplit(current_app.config["SITE_URL"])
    return f"{parts.scheme}://{parts.netloc}"


def is_foreign() -> bool:
    """Whether the browser says that another site sent this request."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin not in (None, "null", _site())


def _refuse_foreign_writes() -> None:
    if request.method not in SAFE_METHODS and is_foreign():
        raise Forbidden


def wire(app: Flask) -> None:
    """Check hosts (Werkzeug, from the configured site) and origins."""
    host = urlsplit(app.config["SITE_URL"]).hostname
    app.config.setdefault("TRUSTED_HOSTS", None)
    if app.config["TRUSTED_HOSTS"] is None:
        app.config["TRUSTED_HOSTS"] = [host]
    app.before_request(_refuse_foreign_writes)
