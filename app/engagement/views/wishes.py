"""What a member wants to be counted in, asked for and shown."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, signed_in
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.engagement.forms.wishes import WishesForm
from app.engagement.queries.wishes import wishes_of
from app.engagement.services import wishing
from app.engagement.views.blueprint import bp


@bp.get("/me/taking-part")
@signed_in
def wishes() -> Any:
    """What is counted and for whom, and the choices as they stand."""
    return _page(WishesForm(None, **wishes_of(current_viewer().id)._asdict()))


@bp.post("/me/taking-part")
@signed_in
@repeatable
@unit_of_work()
def save_wishes() -> Any:
    """Keep them; they hold at once."""
    form = WishesForm()
    if not form.validate():
        return _page(form), 422
    wishing.save(by=current_viewer(), **form.values)
    flash(_("Saved. It holds from now on."), "ok")
    return redirect(url_for("engagement.wishes"), 303)


def _page(form: WishesForm) -> str:
    return render("engagement/wishes.html", form=form, shown=wishes_of(current_viewer().id))
