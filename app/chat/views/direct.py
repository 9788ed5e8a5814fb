"""One-to-one: asking somebody, answering, and the conversations one has."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.chat.forms import WriteForm
from app.chat.queries.contacts import Contact, between, contact_of
from app.chat.queries.requests import requests_to
from app.chat.queries.rooms import my_rooms, room_of
from app.chat.services import contacting, pacing
from app.chat.views.blueprint import bp
from app.chat.views.clock import Clock
from app.chat.views.directory import sorted_rooms
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/conversations")
@signed_in
def conversations() -> Any:
    """The member's conversations of two, and who asks for one."""
    viewer = current_viewer()
    return render(
        "chat/conversations.html",
        conversations=sorted_rooms(my_rooms(viewer)).conversations,
        requests=requests_to(viewer),
        clock=Clock(),
    )


@bp.get("/members/<member_id>/write")
@signed_in
def write_form(member_id: str) -> Any:
    """A box for the first words, or that they would not come to this person; where both talk
    already, their conversation."""
    viewer = current_viewer()
    contact = found(contact_of(viewer, member_id))
    standing = between(viewer, contact.id)
    if standing is not None and standing.my_state == "in":
        return redirect(url_for("chat.room", room_id=standing.room_public_id), 303)
    may_write = contacting.may_write(contact, standing)
    return _page(contact, WriteForm(None), may_write=may_write)


def _page(contact: Contact, form: WriteForm, *, may_write: bool) -> str:
    """The name is shown to those only who may write: an id alone tells nobody a name."""
    return render(
        "chat/write.html",
        member_id=contact.public_id,
        name=contact.display_name if may_write else None,
        form=form,
        not_taken=contacting.not_taken(),
    )


@bp.post("/members/<member_id>/write")
@signed_in
@unit_of_work()
def write(member_id: str) -> Any:
    """Ask, or say it where the conversation is there already."""
    viewer, form = current_viewer(), WriteForm()
    contact = found(contact_of(viewer, member_id))
    may_write = contacting.may_write(contact, between(viewer, contact.id))
    if not form.validate():
        return _page(contact, form, may_write=may_write), 422
    try:
        pacing.require_pace(viewer)
        room_id = contacting.write(by=viewer, to=member_id, body=form.body.data or "")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(contact, form, may_write=may_write), 422
    flash(_("Sent. You read the answer here, if there is one."), "ok")
    return redirect(url_for("chat.room", room_id=room_id), 303)


@bp.post("/conversations/<room_id>/accept")
@signed_in
@repeatable
@unit_of_work()
def accept_request(room_id: str) -> Any:
    """Yes: both are in the conversation."""
    viewer = current_viewer()
    contacting.answer(by=viewer, room=found(room_of(viewer, room_id)), is_yes=True)
    return redirect(url_for("chat.room", room_id=room_id), 303)


@bp.post("/conversations/<room_id>/decline")
@signed_in
@repeatable
@unit_of_work()
def decline_request(room_id: str) -> Any:
    """No, without a word to whoever asked."""
    viewer = current_viewer()
    contacting.answer(by=viewer, room=found(room_of(viewer, room_id)), is_yes=False)
    flash(_("You said no. Nobody is told, and you are not asked again."), "ok")
    return redirect(url_for("chat.conversations"), 303)


@bp.post("/conversations/<room_id>/block")
@signed_in
@repeatable
@unit_of_work()
def block_request(room_id: str) -> Any:
    """No, and nothing more from this person."""
    viewer = current_viewer()
    contacting.block(by=viewer, room=found(room_of(viewer, room_id)))
    flash(_("You do not hear from this person any more. They are not told."), "ok")
    return redirect(url_for("chat.avoided"), 303)
