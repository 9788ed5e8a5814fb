"""The pages, one module per activity."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("web", __name__)

from app.web.views import (  # noqa: E402,F401
    about,
    display,
    health_checks,
    home,
    security_txt,
)
