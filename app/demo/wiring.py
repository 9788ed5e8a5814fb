"""What the demo adds to the site: its commands."""

from __future__ import annotations

from flask import Flask

from app.demo import cli


def wire(app: Flask) -> None:
    """Register `flask demo`."""
    app.cli.add_command(cli.commands)
