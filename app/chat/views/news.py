"""For pages that have no live connection: what is new, sending, and up to where one has read."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, request, url_for

from app.chat.forms import MessageForm
from app.chat.lengths import HIGHEST_NUMBER
from app.chat.queries.rooms import room_of
from app.chat.services import entering, pacing, saying
from app.chat.sockets.payloads import missed
from app.chat.views.blueprint import bp
from app.chat.views.lookups import readable
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid, NotFound, found
from app.core.once import repeatable
from app.core.transactions import unit_of_work


@bp.get("/rooms/<room_id>/news")
@signed_in
def room_news(room_id: str) -> Any:
    """What happened after a number, as the socket would answer."""
    after = request.args.get("after", type=int)
    if after is None or not 0 <= after <= HIGHEST_NUMBER:
        raise NotFound
    return jsonify(missed(current_viewer(), readable(room_id), after))


@bp.post("/rooms/<room_id>/news")
@signed_in
@repeatable  # the page's own name for the message makes it one
@unit_of_work()
def send_by_page(room_id: str) -> Any:
    """Say something, answered as the socket would."""
    viewer, form = current_viewer(), MessageForm()
    row = found(room_of(viewer, room_id))
    if not form.validate():
        return jsonify(ok=False, error="invalid", fields=form.errors), 422
    if wait := pacing.seconds_to_wait(viewer):
        return jsonify(ok=False, error="slow_down", wait=wait), 429, {"Retry-After": str(wait)}
    try:
        receipt = saying.say(by=viewer, room=row, **form.values)
    except Invalid as refusal:
        return jsonify(ok=False, error="invalid", fields={refusal.field: refusal.message}), 422
    return jsonify(ok=True, id=receipt.public_id, sequence=receipt.sequence, held=receipt.is_held)


@bp.post("/rooms/<room_id>/read")
@signed_in
@repeatable
@unit_of_work()
def note_read(room_id: str) -> Any:
    """Keep up to where the member has read. It never goes back, and no time is kept."""
    up_to = request.form.get("up_to", type=int)
    if up_to is None or not 0 <= up_to <= HIGHEST_NUMBER:
        raise NotFound
    entering.note_read(by=current_viewer(), room=readable(room_id), up_to=up_to)
    return redirect(url_for("chat.room", room_id=room_id), 303)
