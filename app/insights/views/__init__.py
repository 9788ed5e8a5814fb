"""The pages, one module per activity."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("insights", __name__)

from app.insights.views import experiences, group_figures, summaries  # noqa: E402,F401
