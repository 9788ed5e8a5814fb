"""One gathering: when it is, moving it, calling it off, being reminded, a file for calendars."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _

from app.chat import permissions
from app.chat.forms import CallOffForm, GatheringForm, boxes, zone
from app.chat.queries import gatherings
from app.chat.queries.rooms import RoomRow, room_of
from app.chat.services import planning, reminding
from app.chat.views.blueprint import bp
from app.chat.views.calendar import calendar_of
from app.chat.views.clock import Clock
from app.core.access import current_viewer, signed_in
from app.core.clock import now
from app.core.errors import Invalid, NotFound, found, require
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work

# Each of these writes a letter to everybody who wants to come.
moves = limiter.shared_limit(
    "10 per hour", scope="gathering-moves", key_func=lambda: f"moves:{current_viewer().id}"
)


def _gathering(room_id: str, *, to_change: bool = False) -> RoomRow:
    row = found(room_of(current_viewer(), room_id))
    if row.starts_at is None:
        raise NotFound
    if to_change:
        require(permissions.can_change_room(row))
    return row


@bp.get("/rooms/<room_id>/gathering")
@signed_in
def gathering(room_id: str) -> Any:
    """When it is in the viewer's zone, who hosts it, what is planned, and what one can do."""
    return _page(_gathering(room_id), CallOffForm(None))


def _page(room: RoomRow, form: CallOffForm) -> str:
    return render(
        "chat/gathering.html",
        room=room,
        form=form,
        host=gatherings.host_of(room.id),
        is_reminded=gatherings.is_reminded(current_viewer(), room.id),
        is_before=found(room.starts_at) > now(),
        is_over=found(room.ends_at) <= now(),
        may_change=permissions.can_change_room(room),
        may_read=permissions.can_read(room),
        clock=Clock(),
    )


def _change_page(room: RoomRow, form: GatheringForm) -> str:
    return render("chat/change_gathering.html", room=room, form=form, zone=str(zone()))


@bp.get("/rooms/<room_id>/gathering/change")
@signed_in
def change_gathering_form(room_id: str) -> Any:
    """As it is planned, in the zone of whoever looks."""
    room = _gathering(room_id, to_change=True)
    when = boxes(found(room.starts_at), found(room.ends_at))
    return _change_page(room, GatheringForm(None, title=room.title, purpose=room.purpose, **when))


@bp.post("/rooms/<room_id>/gathering/change")
@signed_in
@repeatable
@moves
@unit_of_work()
def change_gathering(room_id: str) -> Any:
    """Write the agenda anew, or move it."""
    room, form = _gathering(room_id, to_change=True), GatheringForm()
    if not form.validate():
        return _change_page(room, form), 422
    try:
        planning.change(by=current_viewer(), room=room, **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _change_page(room, form), 422
    return redirect(url_for("chat.gathering", room_id=room_id), 303)


@bp.post("/rooms/<room_id>/gathering/call-off")
@signed_in
@repeatable
@moves
@unit_of_work()
def call_off_gathering(room_id: str) -> Any:
    """It does not take place. Whoever wanted a reminder hears of it."""
    room, form = _gathering(room_id, to_change=True), CallOffForm()
    if not form.validate():
        return _page(room, form), 422
    if planning.call_off(by=current_viewer(), room=room, reason=form.reason.data or ""):
        again = url_for("chat.call_on_gathering", room_id=room_id)
        offer_undo(_("The gathering is called off."), action=again, label=_("Undo"))
    return redirect(url_for("chat.gathering", room_id=room_id), 303)


@bp.post("/rooms/<room_id>/gathering/call-on")
@signed_in
@repeatable
@moves
@unit_of_work()
def call_on_gathering(room_id: str) -> Any:
    """It takes place after all."""
    planning.call_on(by=current_viewer(), room=_gathering(room_id, to_change=True))
    return redirect(url_for("chat.gathering", room_id=room_id), 303)


@bp.post("/rooms/<room_id>/remind")
@signed_in
@repeatable
@unit_of_work()
def remind_me(room_id: str) -> Any:
    """An hour before it begins."""
    if reminding.remind(by=current_viewer(), room=_gathering(room_id)):
        back = url_for("chat.remind_me_not", room_id=room_id)
        words = _("We remind you an hour before it begins.")
        offer_undo(words, action=back, label=_("Undo"))
    return redirect(url_for("chat.gathering", room_id=room_id), 303)


@bp.post("/rooms/<room_id>/remind-not")
@signed_in
@repeatable
@unit_of_work()
def remind_me_not(room_id: str) -> Any:
    """No reminder after all."""
    if reminding.forget(by=current_viewer(), room=_gathering(room_id)):
        back = url_for("chat.remind_me", room_id=room_id)
        offer_undo(_("We do not remind you."), action=back, label=_("Undo"))
    return redirect(url_for("chat.gathering", room_id=room_id), 303)


@bp.get("/rooms/<room_id>/calendar.ics")
@signed_in
def calendar_file(room_id: str) -> Any:
    """For the calendar of a phone. Others look at such calendars too, so it names neither group
    nor topic unless `names` asks for it."""
    room = _gathering(room_id)
    changes = gatherings.count_changes(room.id)
    content = calendar_of(room, changes, with_names=request.args.get("names") == "1")
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="gathering.ics"'
    return answer
