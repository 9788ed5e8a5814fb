"""Plugs notifications into the app."""

from __future__ import annotations

from flask import Flask

from app.notifications import models


def wire(app: Flask) -> None:
    """The inbox."""
    app.extensions["inbox"] = models.Notice
