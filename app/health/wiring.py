"""Plugs health into the app: pages, listeners, and the words of evaluation cards."""

from __future__ import annotations

from flask import Flask

from app.health import listeners, wording
from app.health.views import bp

__all__ = ["listeners", "wire"]


def wire(app: Flask) -> None:
    """Register the blueprint and the filters that show what somebody answered."""
    app.register_blueprint(bp)
    app.jinja_env.filters["evaluation_rows"] = wording.evaluation_rows
    app.jinja_env.filters["named_thing"] = wording.thing
