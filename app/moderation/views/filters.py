"""Words that a member does not want to meet."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.filtering import FilterForm
from app.moderation.queries.filters import my_filters
from app.moderation.services import filtering
from app.moderation.views.blueprint import bp


def _page(form: FilterForm) -> str:
    return render("moderation/filters.html", form=form, filters=my_filters(current_viewer()))


@bp.get("/me/filters")
@signed_in
def filters() -> Any:
    """All of them, and a field for one more."""
    return _page(FilterForm(None))


@bp.post("/me/filters")
@signed_in
@repeatable
@unit_of_work()
def add_filter() -> Any:
    """Keep one more."""
    form = FilterForm()
    if not form.validate():
        return _page(form), 422
    try:
        filtering.add(by=current_viewer(), **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form), 422
    flash(_("What holds these words is folded for you now."), "ok")
    return redirect(url_for("moderation.filters"), 303)


@bp.post("/me/filters/<filter_id>/remove")
@signed_in
@repeatable
@unit_of_work()
def remove_filter(filter_id: str) -> Any:
    """Take one away."""
    if filtering.remove(by=current_viewer(), public_id=filter_id):
        flash(_("What holds these words is shown to you again."), "ok")
    return redirect(url_for("moderation.filters"), 303)
