"""The last steps of a recap: drop a quote, ask, publish, throw away. And the pages of those who
are quoted."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.chat.forms import AnswerForm
from app.chat.queries.recaps import AskedLine, asked_of, asked_one
from app.chat.services import asking, publishing, recapping
from app.chat.views.blueprint import bp
from app.chat.views.recaps import is_out, own_recap, to_recap
from app.core.access import current_viewer, signed_in
from app.core.errors import Conflict, Invalid, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.post("/rooms/<room_id>/recaps/<recap_id>/quotes/<quote_id>/drop")
@signed_in
@repeatable
@unit_of_work()
def drop_quote(room_id: str, recap_id: str, quote_id: str) -> Any:
    """Leave these words out."""
    room, _row = own_recap(room_id, recap_id)
    about: dict[str, Any] = {"room": room, "recap_id": recap_id}
    try:
        recapping.drop_quote(by=current_viewer(), **about, quote_id=quote_id)
    except Conflict:
        return is_out(room_id)
    return to_recap(room_id, recap_id)


@bp.post("/rooms/<room_id>/recaps/<recap_id>/ask")
@signed_in
@unit_of_work()
def ask_quoted(room_id: str, recap_id: str) -> Any:
    """Ask everybody whose answer is missing."""
    room, _row = own_recap(room_id, recap_id)
    try:
        people = publishing.ask(by=current_viewer(), room=room, recap_id=recap_id)
        flash(ngettext("%(num)d person is asked.", "%(num)d people are asked.", people), "ok")
    except Invalid as refusal:
        flash(refusal.message, "warn")
    except Conflict:
        return is_out(room_id)
    return to_recap(room_id, recap_id)


@bp.post("/rooms/<room_id>/recaps/<recap_id>/publish")
@signed_in
@unit_of_work()
def publish_recap(room_id: str, recap_id: str) -> Any:
    """It becomes a topic."""
    room, _row = own_recap(room_id, recap_id)
    try:
        topic_id = publishing.publish(by=current_viewer(), room=room, recap_id=recap_id)
    except Invalid as refusal:
        flash(refusal.message, "warn")
        return to_recap(room_id, recap_id)
    except Conflict:
        return is_out(room_id)
    return redirect(url_for("community.topic", public_id=topic_id), 303)


@bp.post("/rooms/<room_id>/recaps/<recap_id>/discard")
@signed_in
@unit_of_work()
def discard_recap(room_id: str, recap_id: str) -> Any:
    """Throw it away."""
    room, _row = own_recap(room_id, recap_id)
    try:
        recapping.discard(by=current_viewer(), room=room, recap_id=recap_id)
    except Conflict:
        return is_out(room_id)
    flash(_("The draft is gone."), "ok")
    return redirect(url_for("chat.recaps", room_id=room_id), 303)


@bp.get("/me/quotes")
@signed_in
def quotes() -> Any:
    """Where the viewer is quoted, what waits for an answer first."""
    return render("chat/quotes.html", asked=asked_of(current_viewer()))


def _quote_page(asked: AskedLine, form: AnswerForm) -> str:
    return render("chat/quote.html", asked=asked, form=form)


@bp.get("/me/quotes/<quote_id>")
@signed_in
def quote(quote_id: str) -> Any:
    """The words, the recap around them, who will read it, and three answers."""
    asked = found(asked_one(current_viewer(), quote_id))
    given = asked.answer if asked.answer != "waiting" else None
    return _quote_page(asked, AnswerForm(None, answer=given))


@bp.post("/me/quotes/<quote_id>")
@signed_in
@repeatable
@unit_of_work()
def answer_quote(quote_id: str) -> Any:
    """Keep the answer; it can be changed until the recap is out."""
    asked, form = found(asked_one(current_viewer(), quote_id)), AnswerForm()
    if not form.validate():
        return _quote_page(asked, form), 422
    try:
        asking.answer(by=current_viewer(), quote_id=quote_id, answer=form.answer.data)
        flash(_("Your answer is kept."), "ok")
    except Conflict:
        flash(_("The recap is published already, so the answer stays as it was."), "info")
    return redirect(url_for("chat.quotes"), 303)
