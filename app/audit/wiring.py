"""Plugs audit into the app."""

from __future__ import annotations

from flask import Flask

from app.audit.cli import audit_cli
from app.audit.services import pruning
from app.audit.views import bp

__all__ = ["pruning", "wire"]


def wire(app: Flask) -> None:
    """The page for members and the commands for operators."""
    app.register_blueprint(bp)
    app.cli.add_command(audit_cli)
