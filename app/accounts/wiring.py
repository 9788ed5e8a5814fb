"""Plugs accounts into the app."""

from __future__ import annotations

from flask import Flask

from app.accounts import jobs, listeners, recognising
from app.accounts.cli import ALL
from app.accounts.services import sessions
from app.accounts.views import bp
from app.accounts.views.kept_forms import keep_form
from app.core.sockets import sockets_of

__all__ = ["jobs", "listeners", "wire"]


def wire(app: Flask) -> None:
    """Pages, commands, recognising members, and keeping forms that came signed out."""
    app.register_blueprint(bp)
    recognising.wire(app)
    app.extensions["keep_form"] = keep_form
    sockets_of(app).recognise = sessions.viewer_behind
    for group in ALL:
        app.cli.add_command(group)
