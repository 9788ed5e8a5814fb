"""What a room is for and how it is kept, changed by its hosts."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.chat import permissions
from app.chat.forms import RoomForm
from app.chat.queries.rooms import RoomRow, room_of
from app.chat.services import arranging
from app.chat.views.blueprint import bp
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid, found, require
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


def _room_to_change(room_id: str) -> RoomRow:
    row = found(room_of(current_viewer(), room_id))
    require(permissions.can_change_room(row))
    return row


def _page(room: RoomRow, form: RoomForm) -> str:
    return render("chat/room_settings.html", room=room, form=form)


@bp.get("/rooms/<room_id>/settings")
@signed_in
def room_settings(room_id: str) -> Any:
    """As they stand."""
    room = _room_to_change(room_id)
    kept = {name: getattr(room, name) for name in ("title", "purpose", "history", "retention")}
    return _page(room, RoomForm(None, **kept))


@bp.post("/rooms/<room_id>/settings")
@signed_in
@repeatable
@unit_of_work()
def save_room_settings(room_id: str) -> Any:
    """Keep what a host wrote; asks once more where messages would go."""
    room, form = _room_to_change(room_id), RoomForm()
    if not form.validate():
        return _page(room, form), 422
    answers = form.values
    is_sure = answers.pop("sure")
    try:
        arranging.change_room(by=current_viewer(), room=room, is_sure=is_sure, **answers)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(room, form), 422
    flash(_("Saved."), "ok")
    return redirect(url_for("chat.room", room_id=room_id), 303)
