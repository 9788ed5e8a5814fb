"""One case: read it, take it in hand, pass it on, ask somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.errors import Conflict, Invalid, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.desk import AnswerForm, HandOverForm, QuestionForm
from app.moderation.queries import desk
from app.moderation.queries.appeals import false_alarms as marked
from app.moderation.services import claiming, marking
from app.moderation.services.looking_up import case_of
from app.moderation.steps import DESK
from app.moderation.views.blueprint import bp
from app.moderation.views.case_page import case_page
from app.moderation.views.looking import was_quicker


def to_case(case_id: str) -> Any:
    """Back to its page."""
    return redirect(url_for("moderation.case", case_id=case_id), 303)


def _do(case_id: str, act: Callable[[], object], said: str) -> Any:
    """Run an act that somebody else may have done just now; `said` is what is then true."""
    try:
        act()
        flash(said, "ok")
    except Conflict:
        was_quicker()
    return to_case(case_id)


@bp.get("/desk/cases/<case_id>")
@requires_role(*DESK)
def case(case_id: str) -> Any:
    """Everything about it."""
    return case_page(found(case_of(current_viewer(), case_id)))


@bp.post("/desk/cases/<case_id>/claim")
@requires_role(*DESK)
@repeatable
@unit_of_work()
def claim_case(case_id: str) -> Any:
    """Take it in hand."""
    by = current_viewer()
    return _do(case_id, lambda: claiming.claim(by=by, case_id=case_id), _("It is in your hands."))


@bp.post("/desk/cases/<case_id>/give-back")
@requires_role(*DESK)
@unit_of_work()
def give_case_back(case_id: str) -> Any:
    """Back to the queue."""
    by = current_viewer()
    said = _("It is back in the queue. Somebody else takes it.")
    return _do(case_id, lambda: claiming.give_back(by=by, case_id=case_id), said)


@bp.post("/desk/cases/<case_id>/hand-over")
@requires_role(*DESK)
@unit_of_work()
def hand_case_over(case_id: str) -> Any:
    """To somebody else at the desk."""
    by, row = current_viewer(), found(case_of(current_viewer(), case_id))
    form = HandOverForm().offering(desk.colleagues(by, row))
    if not form.validate():
        return case_page(row, hand_over_form=form), 422
    try:
        claiming.hand_over(by=by, case_id=case_id, to=form.to.data)
        flash(_("Handed over."), "ok")
    except Conflict:
        was_quicker()
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return case_page(row, hand_over_form=form), 422
    return to_case(case_id)


@bp.post("/desk/cases/<case_id>/ask")
@requires_role(*DESK)
@unit_of_work()
def ask_opinion(case_id: str) -> Any:
    """Ask the others at the desk before deciding."""
    by, row, form = current_viewer(), found(case_of(current_viewer(), case_id)), QuestionForm()
    try:
        if form.validate():
            claiming.ask(by=by, case_id=case_id, question=form.question.data or "")
            flash(_("Asked. The answer will stand on this page."), "ok")
            return to_case(case_id)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
    return case_page(row, question_form=form), 422


@bp.post("/desk/cases/<case_id>/opinions/<opinion_id>")
@requires_role(*DESK)
@unit_of_work()
def answer_opinion(case_id: str, opinion_id: str) -> Any:
    """Say what one thinks."""
    by, row, form = current_viewer(), found(case_of(current_viewer(), case_id)), AnswerForm()
    about = {"case_id": case_id, "opinion_id": opinion_id}
    try:
        if form.validate():
            words = form.answer.data or ""
            act = lambda: claiming.answer(by=by, **about, words=words)  # noqa: E731
            return _do(case_id, act, _("Answered. Thank you."))
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
    return case_page(row, answer_form=form), 422


@bp.post("/desk/cases/<case_id>/findings/<int:number>")
@requires_role(*DESK)
@repeatable
@unit_of_work()
def mark_finding(case_id: str, number: int) -> Any:
    """Say that what a rule found was a false alarm, or that it was none."""
    is_false = request.form.get("is_false_alarm") == "1"
    marking.mark(by=current_viewer(), case_id=case_id, number=number, is_false_alarm=is_false)
    flash(_("Noted for whoever cares for the rules. Nothing else changes."), "ok")
    return to_case(case_id)


@bp.get("/desk/false-alarms")
@requires_role(*DESK)
def false_alarms() -> Any:
    """What moderators said was none, for whoever cares for the rules."""
    page = marked(current_viewer(), request.args.get("after"))
    return render("moderation/case_false_alarms.html", page=page)
