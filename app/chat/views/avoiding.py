"""People one does not want to hear."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.accounts.queries.blocks import avoided_by
from app.accounts.services import avoiding
from app.chat.forms import AvoidForm
from app.chat.views.blueprint import bp
from app.core.access import current_viewer, signed_in
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.security.local_paths import local_path
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/me/avoided")
@signed_in
def avoided() -> Any:
    """Everybody the member muted or blocked."""
    return render("chat/avoided.html", people=avoided_by(current_viewer()))


@bp.post("/members/<member_id>/avoid")
@signed_in
@repeatable
@unit_of_work()
def avoid(member_id: str) -> Any:
    """Mute or block somebody; leads back to where it was asked."""
    form = AvoidForm()
    kind = form.kind.data or ""
    avoiding.avoid(by=current_viewer(), public_id=member_id, kind=kind)
    done = {
        "mute": _("What this person writes is folded away now. They are not told."),
        "block": _("You do not hear from this person any more. They are not told."),
    }
    back = url_for("chat.stop_avoiding", member_id=member_id)
    offer_undo(done[kind], action=back, label=_("Undo"))
    return redirect(local_path(form.next.data, url_for("chat.avoided")), 303)


@bp.post("/members/<member_id>/hear")
@signed_in
@repeatable
@unit_of_work()
def stop_avoiding(member_id: str) -> Any:
    """Take it back."""
    kind = AvoidForm().kind.data or ""
    if avoiding.stop_avoiding(by=current_viewer(), public_id=member_id):
        again, words = url_for("chat.avoid", member_id=member_id), _("You hear this person again.")
        if kind in avoiding.KINDS:
            offer_undo(words, action=again, label=_("Undo"), kind=kind)
        else:
            flash(words, "ok")
    return redirect(url_for("chat.avoided"), 303)
