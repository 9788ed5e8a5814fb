"""The pages of notifications, one module per activity."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("notifications", __name__)

from app.notifications.views import inbox, letters, operator_letters  # noqa: E402,F401
