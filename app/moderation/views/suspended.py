"""What a suspended member finds: until when, why, how to object, their data, and the way out.

Whoever signs in while suspended has a session like any other, which opens nothing but this. One
function decides, asked before every view; a new page is closed until it stands here.
"""

from __future__ import annotations

from typing import Any

from flask import request

from app.core.templating import render
from app.core.viewer import Viewer
from app.moderation.queries.restrictions import FAR

OPEN = frozenset(
    {
        # Why, and another look.
        "moderation.standing", "moderation.my_decision", "moderation.appeal",
        "moderation.send_appeal",
        # A copy of one's data.
        "accounts.export", "accounts.ask_for_export", "accounts.fetch_export",
        # Leaving, and changing one's mind.
        "accounts.leave", "accounts.choose_for_posts", "accounts.check_leaving",
        "accounts.confirm_leaving", "accounts.stay",
    }
)  # fmt: skip


def turn_away(viewer: Viewer, endpoint: str) -> Any:
    """The page that says so, in place of any other; None where the door is open."""
    if endpoint in OPEN:
        return None
    if request.path.startswith("/api/"):
        return {"code": 403, "status": "suspended"}, 403
    until = viewer.suspended_until
    return render("moderation/suspended.html", until=until if until != FAR else None), 403
