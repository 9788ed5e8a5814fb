"""A host and one person of the room: mute, remove, end that early, hand over. And taking away what
somebody said."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.chat import permissions
from app.chat.forms import LimitForm, ReasonForm
from app.chat.queries.hosting import PersonRow, people_inside, person_in
from app.chat.queries.messages import MessageLine
from app.chat.queries.rooms import RoomRow
from app.chat.services import handing_over, hosting, limiting
from app.chat.views.blueprint import bp
from app.chat.views.hosting import hosted, was_quicker
from app.chat.views.messages import look, place_of
from app.core.access import current_viewer, signed_in
from app.core.errors import Conflict, Invalid, NotFound, found, require
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work

# What stands in the address, and what is kept.
KINDS = {"mute": "muted", "remove": "removed"}


def _to_limit(room_id: str, person_id: str, kind: str) -> tuple[RoomRow, PersonRow]:
    if kind not in KINDS:
        raise NotFound
    room = hosted(room_id, people=True)
    person = found(person_in(room, person_id))
    require(permissions.can_limit(current_viewer().id, room, person))
    return room, person


def _limit_page(room: RoomRow, person: PersonRow, kind: str, form: LimitForm) -> str:
    return render("chat/host_limit.html", room=room, person=person, kind=kind, form=form)


@bp.get("/rooms/<room_id>/host/people")
@signed_in
def host_people(room_id: str) -> Any:
    """Who is inside, 30 a page."""
    room = hosted(room_id, people=True)
    page = people_inside(room, request.args.get("after"))
    return render("chat/host_people.html", room=room, page=page, me=current_viewer().id)


@bp.get("/rooms/<room_id>/host/people/<person_id>")
@signed_in
def host_person(room_id: str, person_id: str) -> Any:
    """One of them, and what can be done."""
    room, viewer = hosted(room_id, people=True), current_viewer()
    person = found(person_in(room, person_id))
    return render(
        "chat/host_person.html",
        room=room,
        person=person,
        may_limit=permissions.can_limit(viewer.id, room, person),
        may_hand_over=permissions.can_hand_over(viewer.id, room, person),
    )


@bp.get("/rooms/<room_id>/host/people/<person_id>/<kind>")
@signed_in
def limit_form(room_id: str, person_id: str, kind: str) -> Any:
    """For how long, and why."""
    room, person = _to_limit(room_id, person_id, kind)
    form = LimitForm(None).offering(limiting.OFFERED[KINDS[kind]])
    return _limit_page(room, person, kind, form)


@bp.post("/rooms/<room_id>/host/people/<person_id>/<kind>")
@signed_in
@unit_of_work()
def limit_person(room_id: str, person_id: str, kind: str) -> Any:
    """Mute or remove them."""
    room, person = _to_limit(room_id, person_id, kind)
    form = LimitForm().offering(limiting.OFFERED[KINDS[kind]])
    if not form.validate():
        return _limit_page(room, person, kind, form), 422
    try:
        _limit(room, person, KINDS[kind], form)
    except Conflict:
        was_quicker()
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _limit_page(room, person, kind, form), 422
    return redirect(url_for("chat.host", room_id=room_id), 303)


def _limit(room: RoomRow, person: PersonRow, kind: str, form: LimitForm) -> None:
    about: dict[str, Any] = {"room_id": room.id, "person_id": person.public_id}
    row = limiting.limit(by=current_viewer(), **about, kind=kind, **form.values)
    if kind == "muted":
        said = _("%(name)s reads and cannot write here.", name=person.name)
    else:
        said = _("%(name)s is out of the room.", name=person.name)
    ending = url_for("chat.end_limit", room_id=room.public_id, limit_id=row.public_id)
    offer_undo(said, action=ending, label=_("Undo"))


@bp.post("/rooms/<room_id>/host/limits/<limit_id>/end")
@signed_in
@repeatable
@unit_of_work()
def end_limit(room_id: str, limit_id: str) -> Any:
    """It holds no more."""
    room = hosted(room_id)
    try:
        limiting.end_limit(by=current_viewer(), room_id=room.id, limit_id=limit_id)
        flash(_("Ended. Who was removed can come in again."), "ok")
    except Conflict:
        was_quicker()
    return redirect(url_for("chat.host", room_id=room_id), 303)


@bp.post("/rooms/<room_id>/host/people/<person_id>/hand-over")
@signed_in
@unit_of_work()
def hand_over(room_id: str, person_id: str) -> Any:
    """They look after the room; with `stay` both do."""
    room = hosted(room_id)
    stay = request.form.get("stay") == "1"
    handing_over.hand_over(by=current_viewer(), room_id=room.id, person_id=person_id, stay=stay)
    flash(_("Done. Everybody in the room can see who looks after it."), "ok")
    return redirect(url_for("chat.room", room_id=room_id), 303)


def _to_take_away(room_id: str, message_id: str) -> tuple[RoomRow, MessageLine]:
    room, said = look(room_id, message_id)
    if said.deleted_at is not None:
        raise NotFound
    require(permissions.can_take_away(current_viewer().id, room, said))
    return room, said


@bp.get("/rooms/<room_id>/messages/<message_id>/take-away")
@signed_in
def take_away_form(room_id: str, message_id: str) -> Any:
    """Why?"""
    room, said = _to_take_away(room_id, message_id)
    return render("chat/host_take_away.html", room=room, said=said, form=ReasonForm(None))


@bp.post("/rooms/<room_id>/messages/<message_id>/take-away")
@signed_in
@unit_of_work()
def take_away(room_id: str, message_id: str) -> Any:
    """Nobody reads it any more; its author reads why."""
    room, said = _to_take_away(room_id, message_id)
    form = ReasonForm()
    about: dict[str, Any] = {"room_id": room.id, "message_id": message_id}
    if not form.validate():
        return render("chat/host_take_away.html", room=room, said=said, form=form), 422
    try:
        hosting.take_away(by=current_viewer(), **about, reason=form.reason.data or "")
    except Conflict:
        was_quicker()
    else:
        undo = url_for("chat.restore_message", room_id=room_id, message_id=message_id)
        offer_undo(_("You took the message away."), action=undo, label=_("Undo"))
    return place_of(room_id, message_id)
