"""Plugs chat into the app: its pages and its socket events."""

from __future__ import annotations

from flask import Flask

from app.chat import jobs, listeners, moderatable, sockets
from app.chat.queries import fronts, written
from app.chat.views import bp
from app.moderation.services.registering import adapters_of

__all__ = ["fronts", "jobs", "listeners", "wire", "written"]


def wire(app: Flask) -> None:
    """Register the pages, open the namespace, and tell moderation what a message is."""
    app.register_blueprint(bp)
    sockets.wire(app)
    moderatable.register(adapters_of(app))
