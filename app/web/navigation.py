"""The main menu: which doors a person sees, in the same order on every page."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as _l

from app.core.access import current_viewer
from app.core.viewer import Viewer

INBOX = "notifications.inbox"
TABS = frozenset({"web.home", "community.directory", INBOX, "accounts.me"})
MOST_SHOWN = 9
IN_GROUPS = ("/groups", "/topics", "/posts", "/experiences")
# label, endpoint, the path below which it counts as the current place, icon; the four doors of
# TABS are also tabs at the lower edge of a phone.
VISITOR = (
    (_l("Groups"), "community.directory", IN_GROUPS, "groups"),
    (_l("Find a word"), "catalogue.search", "/catalogue", None),
    (_l("About"), "web.about", "/about", None),
)
MEMBER = (
    (_l("Today"), "web.home", "/", "today"),
    (_l("Groups"), "community.directory", IN_GROUPS, "groups"),
    (_l("Rooms"), "chat.rooms", "/rooms", "chat"),
    (_l("My health"), "health.my_health", "/my-health", "health"),
    (_l("Inbox"), INBOX, "/me/inbox", "inbox"),
    (_l("Me"), "accounts.me", "/me", "me"),
)
CLINICIAN = ((_l("Summaries"), "insights.summaries", "/summaries", None),)
AT_THE_DESK = ((_l("Desk"), "moderation.queue", "/desk", None),)


def doors(viewer: Viewer) -> tuple[Any, ...]:
    """The menu of this person."""
    if not viewer.is_signed_in:
        return VISITOR
    shown: tuple[Any, ...] = MEMBER
    if viewer.has_role("clinician", "operator"):
        shown += CLINICIAN
    if viewer.has_role("moderator", "safeguarding"):
        shown += AT_THE_DESK
    return shown


def _address(endpoint: str) -> str:
    """Built once: the doors of a site do not move."""
    known: dict[str, str] = current_app.extensions.setdefault("door_addresses", {})
    if endpoint not in known:
        known[endpoint] = url_for(endpoint)
    return known[endpoint]


def _count(viewer: Viewer, endpoint: str) -> str:
    """How many notices wait behind the inbox: nothing, 1 to 9, or "9+". So few values, because
    the frame of a page is kept for each of them; and a big number would only press."""
    if endpoint != INBOX or not viewer.unread:
        return ""
    return str(viewer.unread) if viewer.unread <= MOST_SHOWN else f"{MOST_SHOWN}+"


def _is_below(here: str, below: Any) -> bool:
    return here == below if below == "/" else here.startswith(below)


def menu() -> list[dict[str, Any]]:
    """The doors as links; the current place is marked."""
    here, viewer = request.path, current_viewer()
    in_inbox = here.startswith("/me/inbox")
    return [
        {
            "label": str(label),
            "href": _address(endpoint),
            "current": _is_below(here, below) and (endpoint == INBOX or not in_inbox),
            "icon": icon,
            "tab": endpoint in TABS,
            "count": _count(viewer, endpoint),
        }
        for label, endpoint, below, icon in doors(viewer)
    ]


def wire(app: Flask) -> None:
    """Give every page its menu."""
    app.context_processor(lambda: {"nav": menu()})
