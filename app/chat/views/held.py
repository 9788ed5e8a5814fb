"""Messages that wait for a host: the queue, and one's own."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.chat import permissions
from app.chat.forms import ReasonForm
from app.chat.queries.held import HeldLine, held_in, my_held_in, queue_of
from app.chat.queries.rooms import RoomRow, room_of
from app.chat.services import holding
from app.chat.views.blueprint import bp
from app.chat.views.clock import Clock
from app.chat.views.hosting import hosted, was_quicker
from app.core.access import current_viewer, signed_in
from app.core.errors import Conflict, Invalid, NotFound, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


def _to_queue(room_id: str) -> Any:
    return redirect(url_for("chat.held", room_id=room_id), 303)


@bp.get("/rooms/<room_id>/host/held")
@signed_in
def held(room_id: str) -> Any:
    """What waits, the longest waiting first."""
    room = hosted(room_id, inside=True)
    page = queue_of(room, request.args.get("after"))
    return render("chat/held.html", room=room, page=page, clock=Clock())


@bp.post("/rooms/<room_id>/host/held/<held_id>/let-through")
@signed_in
@unit_of_work()
def let_through(room_id: str, held_id: str) -> Any:
    """It is said now."""
    room = hosted(room_id, inside=True)
    try:
        holding.let_through(by=current_viewer(), room_id=room.id, held_id=held_id)
        flash(_("It is in the room now."), "ok")
    except Conflict:
        was_quicker()
    except Invalid as refusal:
        flash(refusal.message, "warn")
    return _to_queue(room_id)


def _to_refuse(room_id: str, held_id: str) -> tuple[RoomRow, HeldLine | None]:
    room = hosted(room_id, inside=True)
    return room, held_in(room, held_id)


def _refuse_page(room: RoomRow, waiting: HeldLine, form: ReasonForm) -> str:
    return render("chat/held_refuse.html", room=room, waiting=waiting, form=form)


@bp.get("/rooms/<room_id>/host/held/<held_id>/refuse")
@signed_in
def refuse_form(room_id: str, held_id: str) -> Any:
    """Why not?"""
    room, waiting = _to_refuse(room_id, held_id)
    return _refuse_page(room, found(waiting), ReasonForm(None))


@bp.post("/rooms/<room_id>/host/held/<held_id>/refuse")
@signed_in
@unit_of_work()
def refuse_held(room_id: str, held_id: str) -> Any:
    """It is not said; its author reads why."""
    (room, waiting), form = _to_refuse(room_id, held_id), ReasonForm()
    if waiting is not None and not form.validate():
        return _refuse_page(room, waiting, form), 422
    about: dict[str, Any] = {"room_id": room.id, "held_id": held_id}
    try:
        holding.refuse(by=current_viewer(), **about, reason=form.reason.data or "")
        flash(_("It stays out. The author reads your reason."), "ok")
    except (Conflict, Invalid):
        was_quicker()
    return _to_queue(room_id)


def _where_i_wrote(room_id: str) -> RoomRow:
    """Also for somebody who is outside now: what they wrote is theirs."""
    room = found(room_of(current_viewer(), room_id))
    if room.kind == "direct":
        raise NotFound
    return room


@bp.get("/rooms/<room_id>/waiting")
@signed_in
def my_held(room_id: str) -> Any:
    """What the viewer wrote that waits or was refused, and why."""
    room = _where_i_wrote(room_id)
    return render(
        "chat/held_own.html",
        room=room,
        own=my_held_in(current_viewer(), room),
        clock=Clock(),
        is_inside=permissions.can_read(room),
    )


@bp.post("/rooms/<room_id>/waiting/<held_id>/forget")
@signed_in
@repeatable
@unit_of_work()
def forget_held(room_id: str, held_id: str) -> Any:
    """Take it back, or wipe what was refused."""
    room = _where_i_wrote(room_id)
    if holding.forget(by=current_viewer(), room=room, held_id=held_id):
        flash(_("It is gone."), "ok")
    return redirect(url_for("chat.my_held", room_id=room_id), 303)
