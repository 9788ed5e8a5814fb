"""First posts of a group that nobody has answered, as it is now."""

from __future__ import annotations

from typing import Any

from flask import request

from app.core.access import current_viewer, signed_in
from app.core.templating import render
from app.engagement.services.first_posts import waiting_posts
from app.engagement.views.blueprint import bp


@bp.get("/groups/<slug>/care/first-posts")
@signed_in
def first_posts(slug: str) -> Any:
    """For whoever may look at the group's board: the oldest first, with what can be done."""
    found = waiting_posts(current_viewer(), slug, request.args.get("after"))
    return render("engagement/first_posts.html", waiting=found, group=found.group)
