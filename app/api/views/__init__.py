"""The resources, one module each."""

from __future__ import annotations

from flask_smorest import Blueprint

bp = Blueprint(
    "api", __name__, url_prefix="/api/v1", description="Groups, topics and the catalogue, to read"
)

from app.api.views import catalogue, community  # noqa: E402,F401
