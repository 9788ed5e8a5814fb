"""Coming into a room and leaving it, and asking people into rooms that are by invitation."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.accounts.queries.members import by_public_id
from app.chat import permissions
from app.chat.forms import InviteForm
from app.chat.queries.inside_groups import asked_into
from app.chat.queries.rooms import RoomRow, room_of
from app.chat.services import entering, inviting
from app.chat.views.blueprint import bp
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid, found, require
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.post("/rooms/<room_id>/enter")
@signed_in
@repeatable
@unit_of_work()
def enter_room(room_id: str) -> Any:
    """Come in, or say yes to an invitation."""
    viewer = current_viewer()
    entering.enter(by=viewer, room_id=found(room_of(viewer, room_id)).id)
    return redirect(url_for("chat.room", room_id=room_id), 303)


@bp.post("/rooms/<room_id>/leave")
@signed_in
@repeatable
@unit_of_work()
def leave_room(room_id: str) -> Any:
    """Go, or say no to an invitation. What was said stays."""
    viewer = current_viewer()
    room = found(room_of(viewer, room_id))
    try:
        if entering.leave(by=viewer, room_id=room.id):
            _say_what_was_left(room)
    except Invalid as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for("chat.host", room_id=room_id), 303)
    return redirect(url_for("chat.rooms"), 303)


def _say_what_was_left(room: RoomRow) -> None:
    if room.my_state == "invited":
        flash(_("You said no. Nobody is told, and you are not asked again."), "ok")
    elif room.kind == "direct":
        flash(_("You left the conversation. What was said stays with the other person."), "ok")
    elif room.kind == "invited" or room.closed_at is not None:
        flash(_("You left the room. What you said in it stays."), "ok")
    else:
        back = url_for("chat.enter_room", room_id=room.public_id)
        words = _("You left the room. What you said in it stays.")
        offer_undo(words, action=back, label=_("Undo"))


def _room_to_invite(room_id: str) -> RoomRow:
    row = found(room_of(current_viewer(), room_id))
    require(permissions.can_invite(row))
    return row


def _invite_page(room: RoomRow, form: InviteForm) -> str:
    return render("chat/invite.html", room=room, form=form, asked=asked_into(room.id))


@bp.get("/rooms/<room_id>/invite")
@signed_in
def invite_form(room_id: str) -> Any:
    """A name to write, and who was asked and has not answered."""
    return _invite_page(_room_to_invite(room_id), InviteForm(None))


@bp.post("/rooms/<room_id>/invite")
@signed_in
@repeatable
@limiter.limit("60 per hour", key_func=lambda: f"invites:{current_viewer().id}")
@unit_of_work()
def invite(room_id: str) -> Any:
    """Ask a member of the group in."""
    room, form = _room_to_invite(room_id), InviteForm()
    if not form.validate():
        return _invite_page(room, form), 422
    try:
        inviting.invite(by=current_viewer(), room=room, name=form.name.data or "")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _invite_page(room, form), 422
    flash(_("%(name)s is asked in.", name=form.name.data), "ok")
    return redirect(url_for("chat.invite_form", room_id=room_id), 303)


@bp.post("/rooms/<room_id>/invitations/<member_id>/take-back")
@signed_in
@repeatable
@unit_of_work()
def take_invitation_back(room_id: str, member_id: str) -> Any:
    """Somebody who has not answered is not asked any more."""
    room, asked = _room_to_invite(room_id), found(by_public_id(member_id))
    if inviting.take_back(by=current_viewer(), room=room, member_id=asked.id):
        offer_undo(
            _("%(name)s is not asked in any more.", name=asked.display_name),
            action=url_for("chat.invite", room_id=room_id),
            label=_("Undo"),
            name=asked.display_name,
        )
    return redirect(url_for("chat.invite_form", room_id=room_id), 303)
