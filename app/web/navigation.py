"""The main menu: which doors a person sees, in the same order on every page."""

from __future__ import annotations

from typing import Any

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as _l

from app.core.access import current_viewer
from app.core.viewer import Viewer

# label, endpoint, the path below which it counts as the current place
VISITOR = (
    (_l("Groups"), "community.directory", "/groups"),
    (_l("Find a word"), "catalogue.search", "/catalogue"),
    (_l("About"), "web.about", "/about"),
)
MEMBER = (
    (_l("Today"), "web.home", "/"),
    (_l("Groups"), "community.directory", "/groups"),
    (_l("My health"), "health.my_health", "/my-health"),
    (_l("Me"), "accounts.me", "/me"),
)
CLINICIAN = ((_l("Summaries"), "insights.summaries", "/summaries"),)


def doors(viewer: Viewer) -> tuple[Any, ...]:
    """The menu of this person."""
    if not viewer.is_signed_in:
        return VISITOR
    if viewer.has_role("clinician", "operator"):
        return MEMBER + CLINICIAN
    return MEMBER


def menu() -> list[dict[str, Any]]:
    """The doors as links; the current place is marked."""
    here = request.path
    return [
        {
            "label": label,
            "href": url_for(endpoint),
            "current": here == below or (below != "/" and here.startswith(below)),
        }
        for label, endpoint, below in doors(current_viewer())
    ]


def wire(app: Flask) -> None:
    """Give every page its menu."""
    app.context_processor(lambda: {"nav": menu()})
