"""Registers the pages of figures and summaries, and the command that makes a release."""

from __future__ import annotations

from flask import Flask

from app.core.charts import interval_mark
from app.insights.cli import commands
from app.insights.services import share_marks
from app.insights.views import bp


def wire(app: Flask) -> None:
    """Pages, commands, and the filters that draw a share in a table."""
    app.register_blueprint(bp)
    app.cli.add_command(commands)
    app.jinja_env.filters["interval_mark"] = interval_mark
    app.jinja_env.filters["share_row"] = share_marks.share_row
