"""The inbox: what the site tells a member."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, signed_in
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.notifications.queries import inbox as notices
from app.notifications.services import reading
from app.notifications.services.kinds import words_of
from app.notifications.views import bp


@bp.get("/me/inbox")
@signed_in
def inbox() -> str:
    """Newest first. Looking at the page marks nothing as read."""
    viewer = current_viewer()
    page = notices.of_viewer(viewer, request.args.get("after"))
    lines = [(notice, words_of(notice.kind, notice.facts)) for notice in page.rows]
    return render("notifications/inbox.html", lines=lines, next_key=page.next_key)


@bp.post("/me/inbox/<public_id>/open")
@signed_in
@repeatable
@unit_of_work()
def open_notice(public_id: str) -> Any:
    """Mark it as read and go where it leads."""
    path = reading.open_notice(by=current_viewer(), public_id=public_id)
    return redirect(path or url_for("notifications.inbox"), 303)


@bp.post("/me/inbox/read")
@signed_in
@repeatable
@unit_of_work()
def read_all() -> Any:
    """Mark everything that was on the page, and older, as read."""
    reading.read_all(by=current_viewer(), until=request.form.get("until", ""))
    flash(_("Everything is marked as read."), "ok")
    return redirect(url_for("notifications.inbox"), 303)
