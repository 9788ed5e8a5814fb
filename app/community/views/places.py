"""Where the member left off: keeping a place, seeing all of them, wiping them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.community import queries
from app.community.services import placing
from app.community.views.blueprint import bp
from app.core.access import current_viewer, signed_in
from app.core.errors import NotFound, found
from app.core.once import repeatable
from app.core.pagination import page_of
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/places")
@signed_in
def my_places() -> Any:
    """Every topic with a kept place."""
    places = queries.my_places(current_viewer())
    return render("community/my_places.html", places=places, page_of=page_of)


@bp.post("/topics/<public_id>/place")
@signed_in
@repeatable
@unit_of_work()
def remember_place(public_id: str) -> Any:
    """Keep the place; pressed by hand (`asked`) it may also go back."""
    viewer = current_viewer()
    topic = found(queries.topic_of(viewer, public_id))
    position = request.form.get("position", type=int)
    if topic.deleted_at is not None or position is None:
        raise NotFound
    asked = "asked" in request.form
    placing.remember(by=viewer, topic_id=topic.id, position=position, backwards=asked)
    if asked:
        flash(_("We keep this place for you. Only you see it."), "ok")
    page = page_of(min(max(position, 1), topic.post_count))
    return redirect(url_for("community.topic", public_id=public_id, page=page), 303)


@bp.post("/topics/<public_id>/place/forget")
@signed_in
@repeatable
@unit_of_work()
def forget_place(public_id: str) -> Any:
    """Wipe one place."""
    if placing.forget(by=current_viewer(), topic_public_id=public_id):
        flash(_("Wiped."), "ok")
    return redirect(url_for("community.my_places"), 303)


@bp.post("/places/forget")
@signed_in
@repeatable
@unit_of_work()
def forget_places() -> Any:
    """Wipe all of them."""
    placing.forget_all(by=current_viewer())
    flash(_("All your places are wiped."), "ok")
    return redirect(url_for("community.my_places"), 303)
