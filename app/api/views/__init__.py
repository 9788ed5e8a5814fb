"""The resources, one module each."""

from __future__ import annotations

from flask_smorest import Blueprint

bp = Blueprint(
    "api", __name__, url_prefix="/api/v1", description="Groups, topics and the catalogue, to read"
)

from app.api.views import catalogue as catalogue  # noqa: E402
from app.api.views import community as community  # noqa: E402
