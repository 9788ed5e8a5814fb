"""Joining and leaving, each with its undo until the next page."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask_babel import gettext as _

from app.community import queries
from app.community.services import joining
from app.community.views.blueprint import bp
from app.core.access import current_viewer, signed_in
from app.core.errors import found
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.transactions import unit_of_work


@bp.post("/groups/<slug>/join")
@signed_in
@repeatable
@unit_of_work()
def join(slug: str) -> Any:
    """Come in."""
    viewer = current_viewer()
    group = found(queries.group_of(viewer, slug))
    if joining.join(by=viewer, group=group):
        _offer_undo(_("You are in this group now."), "community.leave", slug)
    return redirect(url_for("community.group", slug=slug), 303)


@bp.post("/groups/<slug>/leave")
@signed_in
@repeatable
@unit_of_work()
def leave(slug: str) -> Any:
    """Go; what was written stays."""
    viewer = current_viewer()
    group = found(queries.group_of(viewer, slug))
    if joining.leave(by=viewer, group=group):
        _offer_undo(_("You left this group. What you wrote stays."), "community.join", slug)
    return redirect(url_for("community.group", slug=slug), 303)


def _offer_undo(text: str, endpoint: str, slug: str) -> None:
    offer_undo(text, action=url_for(endpoint, slug=slug), label=_("Undo"))
