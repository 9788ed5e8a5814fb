"""One concern of transport security per file."""

from __future__ import annotations

from flask import Flask

from app.core.security import cookies, headers, origins


def wire(app: Flask) -> None:
    """Hosts and origins before the view, headers after it."""
    cookies.wire(app)
    origins.wire(app)
    headers.wire(app)
