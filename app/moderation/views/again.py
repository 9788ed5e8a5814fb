"""Judging a decision a second time, without its answer; and how far both agree."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.clock import now
from app.core.errors import Conflict, found
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import desk_wording, wording
from app.moderation.forms.desk import SecondLookForm
from app.moderation.queries import again as questions
from app.moderation.queries.again import Question
from app.moderation.services import looking_again
from app.moderation.services.looking_up import case_by_id
from app.moderation.steps import DESK
from app.moderation.views.blueprint import bp
from app.moderation.views.looking import note_look, was_quicker

# The figure is about the decisions of a year.
A_YEAR = timedelta(days=365)


@bp.get("/desk/again")
@requires_role(*DESK)
def look_again() -> Any:
    """What this person can judge, and the figure."""
    at = now()
    return render(
        "moderation/case_again_list.html",
        questions=looking_again.to_judge(current_viewer(), at),
        agreement=looking_again.agreement_since(at - A_YEAR),
        decisions=questions.decisions_since(at - A_YEAR),
        words=desk_wording,
    )


@bp.get("/desk/again/<decision_id>")
@requires_role(*DESK)
def second_look(decision_id: str) -> Any:
    """The words, and one question."""
    return _page(_question(decision_id), SecondLookForm(None))


@bp.post("/desk/again/<decision_id>")
@requires_role(*DESK)
@unit_of_work()
def judge_again(decision_id: str) -> Any:
    """Keep the answer."""
    question, form = _question(decision_id), SecondLookForm()
    if not form.validate():
        return _page(question, form), 422
    try:
        acts = form.acts.data == "yes"
        looking_again.judge(by=current_viewer(), decision_id=decision_id, acts=acts)
        flash(_("Saved. Nothing else to do."), "ok")
    except Conflict:
        was_quicker()
    return redirect(url_for("moderation.look_again"), 303)


def _question(decision_id: str) -> Question:
    mine = looking_again.to_judge(current_viewer(), now())
    return found(next((one for one in mine if one.public_id == decision_id), None))


def _page(question: Question, form: SecondLookForm) -> str:
    note_look(found(case_by_id(current_viewer(), question.case_id)))
    return render(
        "moderation/case_again.html",
        question=question,
        said=questions.words_of(question),
        reasons=questions.why(question),
        form=form,
        words=desk_wording,
        reason_words=wording.REASONS_SHORT,
    )
