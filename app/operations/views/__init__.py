"""What a monitor reads."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("operations", __name__)

from app.operations.views import metrics  # noqa: E402,F401
