"""The page of a room: its door, or what is said in it and a form to say something."""

from __future__ import annotations

import secrets
from typing import Any

from flask import redirect, request, url_for

from app.chat import permissions
from app.chat.forms import MessageForm
from app.chat.lengths import HIGHEST_NUMBER
from app.chat.queries.rooms import RoomRow, room_of
from app.chat.services import entering, pacing, saying
from app.chat.views.blueprint import bp
from app.chat.views.lookups import readable
from app.chat.views.room_page import door_page, part_of, room_page, state_of
from app.core.access import current_viewer, signed_in
from app.core.clock import now
from app.core.errors import Invalid, found
from app.core.templating import render
from app.core.transactions import unit_of_work


def _number(name: str) -> int | None:
    """A number of the room's row from the address; what is none counts as not asked for."""
    number = request.values.get(name, type=int)
    return number if number is not None and 0 <= number <= HIGHEST_NUMBER else None


def _page(row: RoomRow, form: MessageForm) -> str:
    if not permissions.can_read(row):
        return door_page(row)
    part = part_of(row, before=_number("before"), after=_number("after"))
    return room_page(current_viewer(), row, part, form)


@bp.get("/rooms/<room_id>")
@signed_in
def room(room_id: str) -> Any:
    """The newest messages, or those before or after a number."""
    row = found(room_of(current_viewer(), room_id))
    answered = request.args.get("reply_to", "")[:24]
    return _page(row, MessageForm(None, client_id=secrets.token_hex(16), reply_to=answered))


@bp.post("/rooms/<room_id>")
@signed_in
@unit_of_work()
def send(room_id: str) -> Any:
    """Say something with a form."""
    viewer = current_viewer()
    row, form = found(room_of(viewer, room_id)), MessageForm()
    if not form.validate():
        return _page(row, form), 422
    try:
        pacing.require_pace(viewer)
        receipt = saying.say(by=viewer, room=row, **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(row, form), 422
    entering.note_read(by=viewer, room=row, up_to=_number("seen") or 0)
    return redirect(url_for("chat.room", room_id=room_id) + f"#m-{receipt.sequence}", 303)


@bp.get("/rooms/<room_id>/state")
@signed_in
def room_state(room_id: str) -> Any:
    """What the room's page says above the box, anew, for a page that is open."""
    return render("chat/_state.html", **state_of(readable(room_id), now()))
