"""My health: a member's own evaluations, who sees each, and taking things back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, signed_in
from app.core.notices import offer_undo
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.health.answers import strings_of
from app.health.forms import CorrectForm, StopShowingForm
from app.health.queries import consent, groups_to_show_to, mine, my_evaluation
from app.health.queries.owned import own_evaluation, own_stop_reasons
from app.health.services import deleting, evaluating, sharing
from app.health.views.blueprint import bp


@bp.get("")
@signed_in
def my_health() -> Any:
    """Everything the viewer evaluated."""
    viewer = current_viewer()
    entries = mine(viewer)
    return render(
        "health/my_health.html",
        entries=[one for one in entries if one.card.deleted_at is None],
        deleted=[one for one in entries if one.card.deleted_at is not None],
        keeps=consent.holds(viewer.id, consent.KEEP),
    )


@bp.get("/evaluations/<evaluation_id>")
@signed_in
def evaluation(evaluation_id: str) -> Any:
    """One evaluation, who sees it, and what can be done."""
    viewer = current_viewer()
    entry = my_evaluation(viewer, evaluation_id)
    return render(
        "health/evaluation.html", entry=entry, more_groups=groups_to_show_to(viewer, entry)
    )


@bp.get("/evaluations/<evaluation_id>/correct")
@signed_in
def correct_form(evaluation_id: str) -> Any:
    """The answers as they are, to be put right."""
    row = own_evaluation(current_viewer(), evaluation_id)
    form = CorrectForm(data={**strings_of(row), "stop_reasons": own_stop_reasons(row)})
    return _correct_page(form, row)


@bp.post("/evaluations/<evaluation_id>/correct")
@signed_in
@repeatable
@unit_of_work()
def correct(evaluation_id: str) -> Any:
    """Keep the corrected answers."""
    viewer = current_viewer()
    row = own_evaluation(viewer, evaluation_id)
    form = CorrectForm()
    if not form.validate():
        return _correct_page(form, row), 422
    reasons = form.stop_reasons.data or []
    evaluating.correct(by=viewer, evaluation=row, answers=form.answers, stop_reasons=reasons)
    flash(_("Saved. Nothing else to do."), "ok")
    return redirect(url_for("health.evaluation", evaluation_id=evaluation_id))


@bp.post("/evaluations/<evaluation_id>/stop-showing")
@signed_in
@repeatable
@unit_of_work()
def stop_showing(evaluation_id: str) -> Any:
    """One group no longer sees it."""
    viewer = current_viewer()
    row = own_evaluation(viewer, evaluation_id)
    group = StopShowingForm().group.data or ""
    sharing.take_back(by=viewer, evaluation=row, group_public_id=group)
    offer_undo(
        _("The group no longer sees this entry."),
        action=url_for("community.evaluation_show", evaluation_id=evaluation_id),
        label=_("Show it again"),
        group=group,
    )
    return redirect(url_for("health.evaluation", evaluation_id=evaluation_id))


@bp.post("/evaluations/<evaluation_id>/delete")
@signed_in
@repeatable
@unit_of_work()
def delete(evaluation_id: str) -> Any:
    """Hide it everywhere; it can be brought back."""
    viewer = current_viewer()
    row = own_evaluation(viewer, evaluation_id)
    deleting.delete_evaluation(by=viewer, evaluation=row)
    back = url_for("health.restore", evaluation_id=evaluation_id)
    offer_undo(_("Deleted."), action=back, label=_("Undo delete"))
    return redirect(url_for("health.my_health"))


@bp.post("/evaluations/<evaluation_id>/restore")
@signed_in
@repeatable
@unit_of_work()
def restore(evaluation_id: str) -> Any:
    """Bring a deleted one back."""
    viewer = current_viewer()
    row = own_evaluation(viewer, evaluation_id, deleted=True)
    deleting.restore_evaluation(by=viewer, evaluation=row)
    flash(_("It is back."), "ok")
    return redirect(url_for("health.evaluation", evaluation_id=evaluation_id))


def _correct_page(form: CorrectForm, row: Any) -> str:
    back = url_for("health.evaluation", evaluation_id=row.public_id)
    return render("health/correct.html", form=form, evaluation=row, back_href=back)
