"""Plugs community into the app: its pages and its commands."""

from __future__ import annotations

from flask import Flask

from app.community import listeners
from app.community.cli import groups, imports
from app.community.services import sweeping
from app.community.views import bp

__all__ = ["listeners", "sweeping", "wire"]


def wire(app: Flask) -> None:
    """Register the blueprint and the commands."""
    app.register_blueprint(bp)
    app.cli.add_command(groups)
    app.cli.add_command(imports)
