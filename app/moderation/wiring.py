"""Moderation in the ladder: below everything that can be moderated."""

from __future__ import annotations

from flask import Flask
from flask_babel import get_locale

from app.moderation import jobs, listeners
from app.moderation.cli import moderation_cli
from app.moderation.queries import restrictions
from app.moderation.services import retaining
from app.moderation.services.registering import Adapters
from app.moderation.views import bp
from app.moderation.views.suspended import turn_away

__all__ = ["jobs", "listeners", "restrictions", "retaining", "wire"]


def wire(app: Flask) -> None:
    """An empty list of adapters; packages above fill it when they are plugged in."""
    app.extensions["moderation_adapters"] = Adapters()
    app.register_blueprint(bp)
    app.cli.add_command(moderation_cli)
    app.extensions["suspended"] = turn_away
    app.jinja_env.filters["country"] = country


def country(code: str) -> str:
    """The name of a country in the reader's language; the code where there is none."""
    locale = get_locale()
    return str(locale.territories.get(code, code)) if locale else code
