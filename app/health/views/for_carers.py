"""A person's entries as their carer sees them. Each look is in the log before the page is made."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.accounts.queries.carers import Grant, grant_to
from app.audit.services.recording import record_view
from app.core.access import current_viewer, signed_in
from app.core.errors import found, require
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.health.answers import strings_of
from app.health.forms import CorrectForm
from app.health.permissions import can_write
from app.health.queries import mine, my_evaluation
from app.health.queries.owned import own_evaluation, own_stop_reasons
from app.health.services import evaluating
from app.health.views.blueprint import bp


def _granted(link_id: str) -> Grant:
    return found(grant_to(current_viewer(), link_id))


def _granted_to_write(link_id: str) -> Grant:
    grant = _granted(link_id)
    require(can_write(grant))
    return grant


def _note_view(grant: Grant) -> None:
    record_view(
        by=current_viewer(), role="carer", subject=grant.person.public_id, action="record_seen"
    )


@bp.get("/of/<link_id>")
@signed_in
def record_of(link_id: str) -> Any:
    """All entries of the person; what they deleted stays theirs."""
    grant = _granted(link_id)
    _note_view(grant)
    entries = [one for one in mine(grant.person) if one.card.deleted_at is None]
    return render("health/record_of.html", grant=grant, entries=entries)


@bp.get("/of/<link_id>/evaluations/<evaluation_id>")
@signed_in
def evaluation_of(link_id: str, evaluation_id: str) -> Any:
    """One entry, without who else sees it."""
    grant = _granted(link_id)
    entry = my_evaluation(grant.person, evaluation_id)
    _note_view(grant)
    return render(
        "health/evaluation_of.html", grant=grant, card=entry.card, can_write=can_write(grant)
    )


@bp.get("/of/<link_id>/evaluations/<evaluation_id>/correct")
@signed_in
def correct_form_of(link_id: str, evaluation_id: str) -> Any:
    """The answers as they are, to be put right for the person."""
    grant = _granted_to_write(link_id)
    row = own_evaluation(grant.person, evaluation_id)
    form = CorrectForm(data={**strings_of(row), "stop_reasons": own_stop_reasons(row)})
    return _correct_page(form, grant, row)


@bp.post("/of/<link_id>/evaluations/<evaluation_id>/correct")
@signed_in
@repeatable
@unit_of_work()
def correct_of(link_id: str, evaluation_id: str) -> Any:
    """Keep what the carer corrected, as the person's own answers."""
    grant, form = _granted_to_write(link_id), CorrectForm()
    row = own_evaluation(grant.person, evaluation_id)
    if not form.validate():
        return _correct_page(form, grant, row), 422
    reasons = form.stop_reasons.data or []
    evaluating.correct_for(
        by=current_viewer(), grant=grant, evaluation=row, answers=form.answers, stop_reasons=reasons
    )
    flash(_("Saved. They can see that you changed it."), "ok")
    return redirect(
        url_for("health.evaluation_of", link_id=link_id, evaluation_id=evaluation_id), 303
    )


def _correct_page(form: CorrectForm, grant: Grant, row: Any) -> str:
    """Names the treatment, also beside what was refused: a look like every other."""
    _note_view(grant)
    back = url_for("health.evaluation_of", link_id=grant.link_id, evaluation_id=row.public_id)
    return render("health/correct.html", form=form, evaluation=row, back_href=back)
