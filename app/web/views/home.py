"""The front door: for a visitor what this place is, for a member where they were."""

from __future__ import annotations

from app.chat.queries.gatherings import next_reminded
from app.community.queries import my_groups
from app.core.access import current_viewer, public
from app.core.templating import render
from app.web.queries import doors, unfinished
from app.web.views import bp


@bp.get("/")
@public
def home() -> str:
    """Home for visitors, Today for members."""
    viewer = current_viewer()
    if not viewer.is_signed_in:
        return render("web/home.html", groups=doors(viewer, limit=6))
    return render(
        "web/today.html",
        groups=my_groups(viewer),
        gathering=next_reminded(viewer),
        places=unfinished(viewer, limit=3),
        suggestions=doors(viewer, limit=6),
    )
