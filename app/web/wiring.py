"""Registers the web pages and the error pages."""

from __future__ import annotations

from flask import Flask

from app.web import display, errors, navigation
from app.web.views import bp


def wire(app: Flask) -> None:
    """Pages, error pages and the main menu."""
    app.register_blueprint(bp)
    errors.wire(app)
    navigation.wire(app)
    app.extensions["display_of"] = display.chosen_display
