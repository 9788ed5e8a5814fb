"""Plugs engagement into the app: above what it counts, below what is drawn from it."""

from __future__ import annotations

from flask import Flask

from app.engagement import jobs, listeners
from app.engagement.cli import engagement_cli
from app.engagement.queries import welcome_front
from app.engagement.services import fronts
from app.engagement.views import bp

__all__ = ["fronts", "jobs", "listeners", "welcome_front", "wire"]


def wire(app: Flask) -> None:
    """Pages of boards, wishes and welcomes; counters listen to what happens below."""
    app.register_blueprint(bp)
    app.cli.add_command(engagement_cli)
