"""Answering a post in one word."""

from __future__ import annotations

from typing import Any

from flask import redirect, request

from app.community.services import reacting
from app.community.views.blueprint import bp
from app.community.views.topic import place_of
from app.core.access import current_viewer, signed_in
from app.core.transactions import unit_of_work


@bp.post("/posts/<public_id>/react")
@signed_in
@unit_of_work()
def react(public_id: str) -> Any:
    """Give the word, or take it back."""
    kind = request.form.get("kind", "")
    post = reacting.toggle(by=current_viewer(), post_id=public_id, kind=kind)
    return redirect(place_of(post), 303)
