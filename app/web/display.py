"""Reads how pages look for one person: the account's choice, else this device's cookie."""

from __future__ import annotations

import json

from app.core.security.cookies import cookie
from app.core.viewer import Viewer
from app.web.forms import CHOICES

KEEP_SECONDS = 365 * 24 * 3600


def chosen_display(viewer: Viewer) -> dict[str, str]:
    """The known choices only: a cookie is typed by anybody."""
    if viewer.display:
        return viewer.display
    raw = cookie("display")
    if not raw:
        return {}
    try:
        wanted = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(wanted, dict):
        return {}
    return {
        name: wanted[name]
        for name, choices in CHOICES.items()
        if wanted.get(name) in [value for value, _label in choices]
    }
