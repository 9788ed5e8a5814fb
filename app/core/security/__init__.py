"""One concern of transport security per file."""

from __future__ import annotations

from flask import Flask

from app.core.security import cookies, headers, origins, proxies, rotating


def wire(app: Flask) -> None:
    """Hosts and origins before the view, headers after it."""
    proxies.wire(app)
    cookies.wire(app)
    origins.wire(app)
    headers.wire(app)
    rotating.wire(app)
