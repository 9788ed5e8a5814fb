"""Plugs the catalogue into the app."""

from __future__ import annotations

from flask import Flask

from app.catalogue.cli import catalogue_cli
from app.catalogue.views import bp


def wire(app: Flask) -> None:
    """Pages and commands."""
    app.register_blueprint(bp)
    app.cli.add_command(catalogue_cli)
