"""Plugs the operator's tools into the app."""

from __future__ import annotations

from flask import Flask

from app.operations import measuring
from app.operations.cli import COMMANDS
from app.operations.views import bp


def wire(app: Flask) -> None:
    """Commands, the figures for a monitor, and counting requests when a monitor may ask."""
    app.register_blueprint(bp)
    measuring.wire(app)
    for command in COMMANDS:
        app.cli.add_command(command)
