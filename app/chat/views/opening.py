"""Opening a room and planning a gathering, for stewards."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.chat import permissions
from app.chat.forms import NewGatheringForm, NewRoomForm, zone
from app.chat.services import opening, planning
from app.chat.views.blueprint import bp
from app.community.queries import GroupRow, group_of
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid, found, require
from app.core.templating import render
from app.core.transactions import unit_of_work


def _group_to_open_in(slug: str) -> GroupRow:
    group = found(group_of(current_viewer(), slug))
    require(permissions.can_open_rooms(group.my_role))
    return group


def _room_page(group: GroupRow, form: NewRoomForm) -> str:
    return render("chat/open_room.html", group=group, form=form)


@bp.get("/groups/<slug>/rooms/new")
@signed_in
def open_room_form(slug: str) -> Any:
    """What it is for, who comes in, who reads what, how long."""
    form = NewRoomForm(None, kind="open", history="all", retention="forever")
    return _room_page(_group_to_open_in(slug), form)


@bp.post("/groups/<slug>/rooms/new")
@signed_in
@unit_of_work()
def open_room(slug: str) -> Any:
    """Open it, with its steward as the first host."""
    group, form = _group_to_open_in(slug), NewRoomForm()
    if not form.validate():
        return _room_page(group, form), 422
    answers = {name: value for name, value in form.values.items() if name != "sure"}
    try:
        room = opening.open_room(by=current_viewer(), group_id=group.id, **answers)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _room_page(group, form), 422
    flash(_("The room is open."), "ok")
    return redirect(url_for("chat.room", room_id=room.public_id), 303)


def _plan_page(group: GroupRow, form: NewGatheringForm) -> str:
    return render("chat/plan_gathering.html", group=group, form=form, zone=str(zone()))


@bp.get("/groups/<slug>/rooms/plan")
@signed_in
def plan_form(slug: str) -> Any:
    """When, what, and with whom."""
    form = NewGatheringForm(None, history="all", retention="forever")
    return _plan_page(_group_to_open_in(slug), form)


@bp.post("/groups/<slug>/rooms/plan")
@signed_in
@unit_of_work()
def plan(slug: str) -> Any:
    """Put it on the group's page."""
    group, form = _group_to_open_in(slug), NewGatheringForm()
    if not form.validate():
        return _plan_page(group, form), 422
    try:
        room = planning.plan(by=current_viewer(), group_id=group.id, **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _plan_page(group, form), 422
    flash(_("The gathering is planned."), "ok")
    return redirect(url_for("chat.gathering", room_id=room.public_id), 303)
