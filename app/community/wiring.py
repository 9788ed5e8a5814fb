"""Plugs community into the app: its pages and its commands."""

from __future__ import annotations

from flask import Flask

from app.community import listeners, moderatable
from app.community.cli import groups, imports
from app.community.queries import written
from app.community.services import sweeping
from app.community.views import bp
from app.moderation.services.registering import adapters_of

__all__ = ["listeners", "sweeping", "wire", "written"]


def wire(app: Flask) -> None:
    """Register the blueprint and the commands, and tell moderation what a post is."""
    app.register_blueprint(bp)
    moderatable.register(adapters_of(app))
    app.cli.add_command(groups)
    app.cli.add_command(imports)
