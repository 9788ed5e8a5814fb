"""The host's tools: what holds for the whole room, who looks after it, and what hosts did."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.chat import permissions
from app.chat.forms import HoldForm, PaceForm, ReasonForm
from app.chat.queries.around import hosts_of
from app.chat.queries.held import how_many_wait
from app.chat.queries.hosting import acts_in
from app.chat.queries.limits import limits_in
from app.chat.queries.rooms import RoomRow, room_of
from app.chat.services import handing_over, hosting
from app.chat.views.blueprint import bp
from app.chat.views.clock import Clock
from app.core.access import current_viewer, signed_in
from app.core.errors import Conflict, Invalid, NotFound, found, require
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


def hosted(room_id: str, *, inside: bool = False, people: bool = False) -> RoomRow:
    """A room that the viewer looks after; with `inside`, whose messages they read as well; with
    `people`, in which they see who is there."""
    room = found(room_of(current_viewer(), room_id))
    if room.kind == "direct":
        raise NotFound
    require(permissions.is_host(room) and (not inside or permissions.can_read(room)))
    require(not people or permissions.can_see_people(room))
    return room


def page_of_host(room: RoomRow, close_form: ReasonForm | None = None) -> str:
    """Everything at one place. A form that was refused comes with what was typed."""
    return render(
        "chat/host.html",
        room=room,
        form=close_form or ReasonForm(None),
        pace_form=PaceForm(None, seconds=str(room.slow_seconds)),
        hold_form=HoldForm(None, on=room.holds_new),
        waiting=how_many_wait(room),
        limits=limits_in(room),
        hosts=hosts_of(room),
        acts=acts_in(room, request.args.get("after")),
        clock=Clock(),
        is_inside=permissions.can_read(room),
        sees_people=permissions.can_see_people(room),
        me=current_viewer().public_id,
    )


def was_quicker() -> None:
    """Say that somebody else did something of the kind a moment before."""
    flash(_("Somebody was quicker: this has been decided already."), "info")


def _to_host_page(room_id: str) -> Any:
    return redirect(url_for("chat.host", room_id=room_id), 303)


def _do(room_id: str, act: Callable[[], object], said: str) -> Any:
    """Run an act that somebody else may have done just now; `said` is what is then true."""
    try:
        act()
        flash(said, "ok")
    except Conflict:
        was_quicker()
    return _to_host_page(room_id)


@bp.get("/rooms/<room_id>/host")
@signed_in
def host(room_id: str) -> Any:
    """The tools, and the list of what hosts did, 30 a page."""
    return page_of_host(hosted(room_id))


@bp.post("/rooms/<room_id>/host/slow")
@signed_in
@repeatable
@unit_of_work()
def set_pace(room_id: str) -> Any:
    """Slow mode."""
    room, form = hosted(room_id), PaceForm()
    if not form.validate():
        return page_of_host(room), 422
    hosting.set_pace(by=current_viewer(), room_id=room.id, seconds=int(form.seconds.data))
    flash(_("Saved."), "ok")
    return _to_host_page(room_id)


@bp.post("/rooms/<room_id>/host/hold")
@signed_in
@repeatable
@unit_of_work()
def set_hold(room_id: str) -> Any:
    """Hold what new people write, or no more."""
    room = hosted(room_id)
    hosting.set_hold(by=current_viewer(), room_id=room.id, on=bool(HoldForm().on.data))
    flash(_("Saved."), "ok")
    return _to_host_page(room_id)


@bp.post("/rooms/<room_id>/host/close")
@signed_in
@repeatable
@unit_of_work()
def close_room(room_id: str) -> Any:
    """Close it, with a reason that everybody in it reads."""
    room, form, viewer = hosted(room_id), ReasonForm(), current_viewer()
    if not form.validate():
        return page_of_host(room, form), 422
    try:
        reason = form.reason.data or ""
        said = _("The room is closed. Who is inside can still read.")
        close = partial(hosting.close, by=viewer, room_id=room.id, reason=reason)
        return _do(room_id, close, said)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return page_of_host(room, form), 422


@bp.post("/rooms/<room_id>/host/reopen")
@signed_in
@repeatable
@unit_of_work()
def reopen_room(room_id: str) -> Any:
    """Open it again."""
    room, viewer = hosted(room_id), current_viewer()
    reopen = partial(hosting.reopen, by=viewer, room_id=room.id)
    return _do(room_id, reopen, _("The room is open again."))


@bp.post("/rooms/<room_id>/host/take-over")
@signed_in
@repeatable
@unit_of_work()
def take_over_room(room_id: str) -> Any:
    """A steward becomes its host."""
    room, viewer = hosted(room_id), current_viewer()
    take = partial(handing_over.take_over, by=viewer, room_id=room.id)
    return _do(room_id, take, _("You look after this room now. Everybody in it can see that."))
