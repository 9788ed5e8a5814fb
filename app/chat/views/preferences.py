"""How a member chats, and whom they let write to them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.chat.forms import ChooseForm, PreferencesForm
from app.chat.queries.contacts import chosen_by
from app.chat.queries.presences import preferences_of
from app.chat.services import preferring
from app.chat.views.blueprint import bp
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


def _page(form: PreferencesForm | None = None, choose_form: ChooseForm | None = None) -> str:
    viewer = current_viewer()
    mine = form or PreferencesForm(None, **preferences_of(viewer.id)._asdict())
    choosing = choose_form or ChooseForm(None)
    return render(
        "chat/preferences.html",
        form=choosing if choosing.errors else mine,
        mine=mine,
        choosing=choosing,
        chosen=chosen_by(viewer),
    )


@bp.get("/me/chat")
@signed_in
def preferences() -> Any:
    """The choices as they stand."""
    return _page()


@bp.post("/me/chat")
@signed_in
@repeatable
@unit_of_work()
def save_preferences() -> Any:
    """Keep them."""
    form = PreferencesForm()
    if not form.validate():
        return _page(form), 422
    preferring.save(by=current_viewer(), **form.values)
    flash(_("Saved."), "ok")
    return redirect(url_for("chat.preferences"), 303)


@bp.post("/me/chat/chosen")
@signed_in
@repeatable
@unit_of_work()
def choose_by_name() -> Any:
    """Let somebody from the member's groups write to them."""
    form = ChooseForm()
    if not form.validate():
        return _page(choose_form=form), 422
    try:
        preferring.choose_called(by=current_viewer(), name=form.name.data or "")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(choose_form=form), 422
    flash(_("%(name)s may write to you.", name=form.name.data), "ok")
    return redirect(url_for("chat.preferences"), 303)


@bp.post("/members/<member_id>/choose")
@signed_in
@repeatable
@unit_of_work()
def choose(member_id: str) -> Any:
    """The same, from where one meets them."""
    preferring.choose(by=current_viewer(), public_id=member_id)
    flash(_("This person may write to you."), "ok")
    return redirect(url_for("chat.preferences"), 303)


@bp.post("/members/<member_id>/unchoose")
@signed_in
@repeatable
@unit_of_work()
def unchoose(member_id: str) -> Any:
    """Take it back."""
    if preferring.unchoose(by=current_viewer(), public_id=member_id):
        again = url_for("chat.choose", member_id=member_id)
        words = _("This person is not on your list any more.")
        offer_undo(words, action=again, label=_("Undo"))
    return redirect(url_for("chat.preferences"), 303)
