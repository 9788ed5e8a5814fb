"""Operators keep the lines that people can call."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.clock import now
from app.core.errors import Invalid, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.care import HelplineForm
from app.moderation.queries.helplines import every_line, line_of
from app.moderation.services import helplines as lines
from app.moderation.services.triaging.helplines import suggested
from app.moderation.views.blueprint import bp


def _page(form: HelplineForm, line_id: str | None = None) -> str:
    return render("moderation/helpline_form.html", form=form, line_id=line_id)


@bp.get("/operator/helplines")
@requires_role("operator")
def helplines() -> Any:
    """All lines, with those whose check ran out first; and which countries could be looked up."""
    known = every_line()
    missing = sorted({one.country for one in suggested()} - {line.country for line in known})
    return render("moderation/helplines.html", lines=known, missing=missing, today=now().date())


@bp.get("/operator/helplines/new")
@requires_role("operator")
def new_helpline() -> Any:
    """An empty form."""
    return _page(HelplineForm(None))


@bp.post("/operator/helplines/new")
@requires_role("operator")
@unit_of_work()
def add_helpline() -> Any:
    """Enter a line."""
    return _save(None)


@bp.get("/operator/helplines/<line_id>")
@requires_role("operator")
def helpline(line_id: str) -> Any:
    """The form with what is known."""
    return _page(HelplineForm(None, obj=found(line_of(line_id))), line_id)


@bp.post("/operator/helplines/<line_id>")
@requires_role("operator")
@unit_of_work()
def save_helpline(line_id: str) -> Any:
    """Write it anew."""
    found(line_of(line_id))
    return _save(line_id)


@bp.post("/operator/helplines/<line_id>/check")
@requires_role("operator")
@repeatable
@unit_of_work()
def check_helpline(line_id: str) -> Any:
    """It was looked at today and nothing had changed."""
    lines.check_again(by=current_viewer(), public_id=line_id)
    flash(_("Checked today. It is shown for 180 days."), "ok")
    return redirect(url_for("moderation.helplines"), 303)


@bp.post("/operator/helplines/<line_id>/remove")
@requires_role("operator")
@unit_of_work()
def remove_helpline(line_id: str) -> Any:
    """Nobody is sent there any more."""
    lines.remove(by=current_viewer(), public_id=line_id)
    flash(_("Taken out."), "ok")
    return redirect(url_for("moderation.helplines"), 303)


def _save(line_id: str | None) -> Any:
    form = HelplineForm()
    if not form.validate():
        return _page(form, line_id), 422
    try:
        lines.save(by=current_viewer(), public_id=line_id, **form.told)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form, line_id), 422
    flash(_("Saved. It is shown for 180 days."), "ok")
    return redirect(url_for("moderation.helplines"), 303)
