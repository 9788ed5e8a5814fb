"""Finding a group, and the groups one is in."""

from __future__ import annotations

from typing import Any

from flask import request

from app.community import queries
from app.community.views.blueprint import bp
from app.core.access import current_viewer, public, signed_in
from app.core.templating import render

LONGEST_WORDS = 100


@bp.get("/groups")
@public
def directory() -> Any:
    """All groups by name, or those that the words mean."""
    words = " ".join(request.args.get("q", "").split())[:LONGEST_WORDS]
    page = queries.directory(current_viewer(), words=words, after=request.args.get("after"))
    return render("community/directory.html", groups=page, words=words)


@bp.get("/groups/mine")
@signed_in
def my_groups() -> Any:
    """The groups the member is in."""
    return render("community/my_groups.html", groups=queries.my_groups(current_viewer()))
