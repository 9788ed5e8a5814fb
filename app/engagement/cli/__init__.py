"""Commands of engagement, one module per activity."""

from __future__ import annotations

from flask.cli import AppGroup

from app.engagement.cli.computing import compute
from app.engagement.cli.reporting import published, report

engagement_cli = AppGroup("engagement", help="Figures of boards.")
engagement_cli.add_command(compute)
engagement_cli.add_command(report)
engagement_cli.add_command(published)

__all__ = ["engagement_cli"]
