"""Appeals: what somebody said against a decision, answered by somebody else than who decided."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.errors import Conflict, Invalid, found
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import desk_wording, permissions, wording
from app.moderation.forms.deciding import AppealAnswerForm
from app.moderation.queries import appeals
from app.moderation.queries.appeals import AppealRow
from app.moderation.queries.reports import reported
from app.moderation.services import appealing
from app.moderation.services.looking_up import case_by_id
from app.moderation.steps import DESK
from app.moderation.views.blueprint import bp
from app.moderation.views.looking import age, note_look, was_quicker


@bp.get("/desk/appeals")
@requires_role(*DESK)
def desk_appeals() -> Any:
    """Those that wait, the oldest first, and the last that were answered."""
    viewer = current_viewer()
    page = appeals.open_appeals(viewer, request.args.get("after"))
    return render(
        "moderation/case_appeals.html",
        page=page,
        ages=[age(row.made_at) for row in page.rows],
        answered=appeals.answered_appeals(viewer),
        desk_words=desk_wording,
        words=wording,
    )


@bp.get("/desk/appeals/<appeal_id>")
@requires_role(*DESK)
def desk_appeal(appeal_id: str) -> Any:
    """One of them, with the decision."""
    row = found(appeals.appeal_of(current_viewer(), appeal_id))
    return _page(row, AppealAnswerForm(None))


@bp.post("/desk/appeals/<appeal_id>")
@requires_role(*DESK)
@unit_of_work()
def answer_appeal(appeal_id: str) -> Any:
    """Uphold the decision, or take it back."""
    row, form = found(appeals.appeal_of(current_viewer(), appeal_id)), AppealAnswerForm()
    if _may_answer(row) and not form.validate():
        return _page(row, form), 422
    try:
        appealing.decide_appeal(by=current_viewer(), appeal_id=appeal_id, **_said(form))
        flash(_("Answered. Whoever asked is told now."), "ok")
    except Conflict:
        was_quicker()
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(row, form), 422
    return redirect(url_for("moderation.desk_appeals"), 303)


def _said(form: AppealAnswerForm) -> dict[str, str]:
    return {name: value or "" for name, value in form.values.items()}


def _may_answer(row: AppealRow) -> bool:
    viewer = current_viewer()
    has_reported = reported(viewer.id, row.case_id, row.round)
    return permissions.can_decide_appeal(
        viewer, row, appealed_by_id=row.appealed_by_id, has_reported=has_reported
    )


def _page(row: AppealRow, form: AppealAnswerForm) -> str:
    note_look(found(case_by_id(current_viewer(), row.case_id)))
    return render(
        "moderation/case_appeal.html",
        appeal=row,
        form=form,
        may_answer=_may_answer(row) and row.answered_at is None,
        desk_words=desk_wording,
        words=wording,
    )
