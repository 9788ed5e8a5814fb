"""The experiences behind a number of a group."""

from __future__ import annotations

from typing import Any

from flask import request

from app.core.access import current_viewer, signed_in
from app.core.templating import render
from app.insights.forms import wanted_from
from app.insights.queries.experiences import experiences
from app.insights.services.experience_lists import heading
from app.insights.services.inside_groups import group_from_inside
from app.insights.views import bp


@bp.get("/groups/<group>/experiences")
@signed_in
def group_experiences(group: str) -> Any:
    """Experiences of a group, newest first; narrowed when the address says to what."""
    viewer, wanted = current_viewer(), wanted_from(request.args)
    here = group_from_inside(viewer, group)
    page = experiences(viewer, here.id, wanted, request.args.get("after"))
    return render(
        "insights/group_experiences.html",
        group=here,
        heading=heading(wanted),
        page=page,
        kept={key: value for key, value in request.args.items() if key != "after"},
    )
