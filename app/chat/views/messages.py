"""One message in its place: reading it, changing one's own, and answering in a word."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.chat import permissions
from app.chat.forms import EditMessageForm
from app.chat.queries.hosting import why_taken_away
from app.chat.queries.messages import MessageLine, message_of
from app.chat.queries.reactions import my_reactions
from app.chat.queries.rooms import RoomRow, room_of
from app.chat.services import changing
from app.chat.views.blueprint import bp
from app.chat.views.clock import Clock
from app.chat.views.rows import Eyes
from app.chat.views.words import message_words
from app.core.access import current_viewer, signed_in
from app.core.clock import now
from app.core.errors import Invalid, NotFound, found, require
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.queries import away
from app.moderation.wording import GROUNDS

# Each change has a number that is kept, and goes to every open page. Taking words back is not among
# them: nobody is kept from that.
changes = limiter.shared_limit(
    "60 per minute", scope="chat-changes", key_func=lambda: f"changes:{current_viewer().id}"
)


def look(room_id: str, message_id: str) -> tuple[RoomRow, MessageLine]:
    """A message for the viewer: of a room that they read, or their own."""
    viewer = current_viewer()
    room = found(room_of(viewer, room_id))
    said = found(message_of(room, message_id))
    if not permissions.can_read(room) and said.author_id != viewer.id:
        raise NotFound
    return room, said


def _about(room: RoomRow, said: MessageLine) -> dict[str, Any]:
    """What can be done with a message, for the page and for the fragment."""
    viewer, at = current_viewer(), now()
    is_own = said.author_id == viewer.id
    return {
        "room": room,
        "said": said,
        "base": url_for("chat.message", room_id=room.public_id, message_id=said.public_id),
        "is_own": is_own,
        "words": message_words(),
        "mine": my_reactions(viewer, said.id),
        "may_react": permissions.can_react(viewer.id, room, said, at),
        "may_reply": permissions.can_write(room, at) and said.deleted_at is None,
        "may_edit": permissions.can_edit(viewer.id, room, said, at),
        "may_delete": permissions.can_take_back(viewer.id, said),
        "may_restore": permissions.can_restore(viewer.id, room, said, at),
        "is_host": permissions.is_host(room),
        "may_take_away": permissions.can_take_away(viewer.id, room, said),
        "why_away": why_taken_away(room, said.public_id) if is_own and said.deleted_at else None,
        "rule": _rule(said),
    }


def _rule(said: MessageLine) -> str:
    """By which rule moderators took it away, in words; empty where they did not."""
    hidden = [said.public_id] if said.deleted_at else []
    ground = away.grounds_of("message", hidden).get(said.public_id)
    return str(GROUNDS[ground].name) if ground else ""


def _page(room: RoomRow, said: MessageLine, form: EditMessageForm) -> str:
    words, clock = message_words(), Clock()
    row = Eyes(current_viewer(), room, words, clock).rows([said])[0]
    return render(
        "chat/message.html",
        **_about(room, said),
        row=row,
        clock=clock,
        form=form,
        is_inside=permissions.can_read(room),
    )


def place_of(room_id: str, message_id: str) -> Response:
    """Leads to the message's own page."""
    return redirect(url_for("chat.message", room_id=room_id, message_id=message_id), 303)


@bp.get("/rooms/<room_id>/messages/<message_id>")
@signed_in
def message(room_id: str, message_id: str) -> Any:
    """The message and everything that can be done with it; the door for those outside."""
    room = found(room_of(current_viewer(), room_id))
    said = message_of(room, message_id)
    is_own = said is not None and said.author_id == current_viewer().id
    if not permissions.can_read(room) and not is_own:
        return redirect(url_for("chat.room", room_id=room_id))
    shown = found(said)
    return _page(room, shown, EditMessageForm(None, body=shown.body))


@bp.get("/rooms/<room_id>/messages/<message_id>/item")
@signed_in
def message_item(room_id: str, message_id: str) -> Any:
    """The bare list item as it stands now, for a page that shows an older state of it."""
    room, said = look(room_id, message_id)
    viewer, words = current_viewer(), message_words()
    is_filtered = Eyes(viewer, room, words, Clock()).filters_out(said)
    return render(
        "chat/message_item.html",
        said=said,
        base=url_for("chat.room", room_id=room_id),
        fold=words["filtered"] if is_filtered else "",
    )


@bp.get("/rooms/<room_id>/messages/<message_id>/actions")
@signed_in
def message_actions(room_id: str, message_id: str) -> Any:
    """The forms of the page, to be opened in place."""
    room, said = look(room_id, message_id)
    form = EditMessageForm(None, body=said.body)
    return render("chat/message_actions.html", **_about(room, said), form=form)


@bp.post("/rooms/<room_id>/messages/<message_id>/edit")
@signed_in
@changes
@unit_of_work()
def edit_message(room_id: str, message_id: str) -> Any:
    """Keep the new words."""
    room, said = look(room_id, message_id)
    require(permissions.can_edit(current_viewer().id, room, said, now()))
    form = EditMessageForm()
    if not form.validate():
        return _page(room, said, form), 422
    try:
        changing.edit(
            by=current_viewer(), room=room, message_id=message_id, body=form.body.data or ""
        )
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(room, said, form), 422
    return place_of(room_id, message_id)


@bp.post("/rooms/<room_id>/messages/<message_id>/delete")
@signed_in
@repeatable
@unit_of_work()
def delete_message(room_id: str, message_id: str) -> Any:
    """Take it back."""
    (room, _said), viewer = look(room_id, message_id), current_viewer()
    changing.take_back(by=viewer, room=room, message_id=message_id)
    if permissions.can_restore(viewer.id, room, found(message_of(room, message_id)), now()):
        offer_undo(
            _("You deleted the message."),
            action=url_for("chat.restore_message", room_id=room_id, message_id=message_id),
            label=_("Undo delete"),
        )
    return place_of(room_id, message_id)


@bp.post("/rooms/<room_id>/messages/<message_id>/restore")
@signed_in
@repeatable
@changes
@unit_of_work()
def restore_message(room_id: str, message_id: str) -> Any:
    """Undo."""
    room, _said = look(room_id, message_id)
    changing.bring_back(by=current_viewer(), room=room, message_id=message_id)
    flash(_("It is back."), "ok")
    return place_of(room_id, message_id)


@bp.post("/rooms/<room_id>/messages/<message_id>/react")
@signed_in
@repeatable
@changes
@unit_of_work()
def react_to_message(room_id: str, message_id: str) -> Any:
    """Give a word (`on` is 1), or take it back."""
    room, _said = look(room_id, message_id)
    changing.react(
        by=current_viewer(),
        room=room,
        message_id=message_id,
        kind=request.form.get("kind", ""),
        on=request.form.get("on") == "1",
    )
    return place_of(room_id, message_id)
