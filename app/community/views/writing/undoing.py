"""Taking a post back, and bringing it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.community import queries
from app.community.queries import OnePost
from app.community.services import editing
from app.community.views.blueprint import bp
from app.community.views.topic import place_of
from app.core.access import current_viewer, signed_in
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.transactions import unit_of_work


@bp.post("/posts/<public_id>/delete")
@signed_in
@repeatable
@unit_of_work()
def delete_post(public_id: str) -> Any:
    """Take it back; with the first post the whole topic goes."""
    post = editing.take_back(by=current_viewer(), post_id=public_id)
    is_first = post.position == 1
    said = _("You took the topic back.") if is_first else _("You deleted the post.")
    if post.waits:
        flash(said, "ok")
    else:
        back = url_for("community.restore_post", public_id=public_id)
        offer_undo(said, action=back, label=_("Undo delete"))
    return redirect(_group_of(post) if is_first else _where_to(post), 303)


@bp.post("/posts/<public_id>/restore")
@signed_in
@repeatable
@unit_of_work()
def restore_post(public_id: str) -> Any:
    """Undo."""
    post = editing.bring_back(by=current_viewer(), post_id=public_id)
    flash(_("It is back."), "ok")
    return redirect(_where_to(post), 303)


def _where_to(post: OnePost) -> str:
    """The post's place; the door of the group for an author who no longer reads inside."""
    is_readable = queries.post_of(current_viewer(), post.public_id) is not None
    return place_of(post) if is_readable else _group_of(post)


def _group_of(post: OnePost) -> str:
    return url_for("community.group", slug=post.group_slug)
