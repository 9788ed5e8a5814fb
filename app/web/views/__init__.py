"""The pages, one module per activity."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("web", __name__)

from app.web.views import about, display, health_checks, home  # noqa: E402,F401
