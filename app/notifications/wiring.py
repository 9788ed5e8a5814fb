"""Plugs notifications into the app."""

from __future__ import annotations

from flask import Flask

from app.notifications import jobs, listeners
from app.notifications.views import bp

__all__ = ["jobs", "listeners", "wire"]


def wire(app: Flask) -> None:
    """The inbox, and the letters that did not arrive."""
    app.register_blueprint(bp)
