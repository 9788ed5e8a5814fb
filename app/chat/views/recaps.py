"""Recaps: the host writes, chooses quotes, asks, publishes."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.chat import permissions
from app.chat.forms import RecapForm
from app.chat.queries.messages import floor_of, page_before
from app.chat.queries.recaps import RecapRow, audience_of, quotes_of, recap_of, recaps_of
from app.chat.queries.rooms import RoomRow
from app.chat.services import publishing, recapping
from app.chat.views.blueprint import bp
from app.chat.views.clock import Clock
from app.chat.views.lookups import readable
from app.core.access import current_viewer, signed_in
from app.core.errors import Conflict, Invalid, NotFound, found, require
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


def _to_write(room_id: str) -> RoomRow:
    room = readable(room_id)
    require(permissions.can_recap(room))
    return room


def own_recap(room_id: str, recap_id: str) -> tuple[RoomRow, RecapRow]:
    """A recap that the viewer writes, and its room."""
    room = _to_write(room_id)
    return room, found(recap_of(current_viewer(), room, recap_id))


def _page(room: RoomRow, row: RecapRow, form: RecapForm, status: int = 200) -> Any:
    quotes, audience = quotes_of(row.id), audience_of(room)
    page = render(
        "chat/recap.html",
        room=room,
        recap=row,
        form=form,
        quotes=quotes,
        audience=audience,
        is_read_by_more=row.state == "asking" and publishing.is_read_by_more(row, audience),
        waiting=sum(one.answer == "waiting" for one in quotes),
        full=len(quotes) >= recapping.MOST_QUOTES,
    )
    return page, status


def to_recap(room_id: str, recap_id: str) -> Any:
    """Leads to its page."""
    return redirect(url_for("chat.recap", room_id=room_id, recap_id=recap_id), 303)


@bp.get("/rooms/<room_id>/recaps")
@signed_in
def recaps(room_id: str) -> Any:
    """Those that are out, and the viewer's own drafts; why there are none, where there are none."""
    room = readable(room_id)
    return render(
        "chat/recaps.html",
        room=room,
        recaps=recaps_of(current_viewer(), room),
        clock=Clock(),
        may_write=permissions.can_recap(room),
    )


@bp.get("/rooms/<room_id>/recaps/new")
@signed_in
def new_recap(room_id: str) -> Any:
    """An empty form."""
    room = _to_write(room_id)
    return render("chat/recap_new.html", room=room, form=RecapForm(None, title=room.title))


@bp.post("/rooms/<room_id>/recaps/new")
@signed_in
@unit_of_work()
def begin_recap(room_id: str) -> Any:
    """Keep it as a draft."""
    room, form = _to_write(room_id), RecapForm()
    if not form.validate():
        return render("chat/recap_new.html", room=room, form=form), 422
    try:
        row = recapping.begin(by=current_viewer(), room=room, **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return render("chat/recap_new.html", room=room, form=form), 422
    return to_recap(room_id, row.public_id)


@bp.get("/rooms/<room_id>/recaps/<recap_id>")
@signed_in
def recap(room_id: str, recap_id: str) -> Any:
    """The words, the quotes, who answered what, and the next step."""
    room, row = own_recap(room_id, recap_id)
    return _page(room, row, RecapForm(None, title=row.title, body=row.body))


@bp.post("/rooms/<room_id>/recaps/<recap_id>")
@signed_in
@repeatable
@unit_of_work()
def save_recap(room_id: str, recap_id: str) -> Any:
    """New words."""
    (room, row), form = own_recap(room_id, recap_id), RecapForm()
    if not form.validate():
        return _page(room, row, form, 422)
    try:
        recapping.write(by=current_viewer(), room=room, recap_id=recap_id, **form.values)
        flash(_("Saved."), "ok")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(room, row, form, 422)
    except Conflict:
        return is_out(room_id)
    return to_recap(room_id, recap_id)


@bp.get("/rooms/<room_id>/recaps/<recap_id>/choose")
@signed_in
def choose_quotes(room_id: str, recap_id: str) -> Any:
    """Messages of the room, to be ticked."""
    return _choose(room_id, recap_id)


def _choose(room_id: str, recap_id: str, wrong: str = "") -> str:
    room, row = own_recap(room_id, recap_id)
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before < 2**31:
        raise NotFound
    lines = page_before(room, before)
    older = lines[0].sequence if lines and lines[0].sequence > floor_of(room) + 1 else None
    return render(
        "chat/recap_choose.html",
        room=room,
        recap=row,
        lines=[one for one in lines if not one.deleted_at],
        older=older,
        quoted={one.message_public_id for one in quotes_of(row.id)},
        ticked=request.form.getlist("messages"),
        wrong=wrong,
        clock=Clock(),
    )


@bp.post("/rooms/<room_id>/recaps/<recap_id>/choose")
@signed_in
@repeatable
@unit_of_work()
def add_quotes(room_id: str, recap_id: str) -> Any:
    """Quote what was ticked."""
    room, _row = own_recap(room_id, recap_id)
    chosen = request.form.getlist("messages")[: 2 * recapping.MOST_QUOTES]
    about: dict[str, Any] = {"room": room, "recap_id": recap_id}
    try:
        recapping.add_quotes(by=current_viewer(), **about, message_ids=chosen)
    except Invalid as refusal:
        return _choose(room_id, recap_id, refusal.message), 422
    except Conflict:
        return is_out(room_id)
    return to_recap(room_id, recap_id)


def is_out(room_id: str) -> Any:
    """Says that it was published meanwhile."""
    flash(_("This recap is published already. It cannot be changed here any more."), "info")
    return redirect(url_for("chat.recaps", room_id=room_id), 303)
