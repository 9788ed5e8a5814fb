"""At the desk: a trial of asking authors first, how it stands, and what it found."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.errors import Conflict, Invalid
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.trying import PER, PlanForm, TrialForm
from app.moderation.queries.trials import newest_trial
from app.moderation.services import planning_trials, trying_prompt
from app.moderation.steps import DESK
from app.moderation.views.blueprint import bp


@bp.get("/desk/asking")
@requires_role(*DESK)
def prompt_trial() -> Any:
    """How it stands, and a plan for the next one."""
    return _page(None)


@bp.post("/desk/asking/begin")
@requires_role(*DESK)
@unit_of_work()
def begin_prompt_trial() -> Any:
    """From now on half of the members are not asked."""
    form = TrialForm()
    if not form.validate():
        return _page(form), 422
    try:
        trying_prompt.begin(by=current_viewer(), wanted=form.wanted.data or 0)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form), 422
    flash(_("The trial runs now."), "ok")
    return redirect(url_for("moderation.prompt_trial"), 303)


@bp.post("/desk/asking/stop")
@requires_role(*DESK)
@repeatable
@unit_of_work()
def stop_prompt_trial() -> Any:
    """End it before its time."""
    try:
        trying_prompt.stop(by=current_viewer())
        flash(_("The trial is stopped. What it would have found is not shown."), "ok")
    except Conflict:
        flash(_("No trial runs."), "info")
    return redirect(url_for("moderation.prompt_trial"), 303)


def _page(form: TrialForm | None) -> str:
    plan, trial = _plan(), newest_trial()
    shares = plan.shares()
    needed = planning_trials.posts_needed(shares) if shares else None
    return render(
        "moderation/prompt_trial.html",
        plan=plan,
        needed=needed,
        form=form or TrialForm(None, wanted=needed or trying_prompt.MOST),
        trial=trial,
        missing=trying_prompt.missing(trial) if trial else {},
        result=trying_prompt.result_of(trial) if trial else None,
        is_asking_on=trying_prompt.is_asking_on(),
        most=trying_prompt.MOST,
    )


def _plan() -> PlanForm:
    """As asked in the address, else from what the last dry run found."""
    if "usual" in request.args:
        return PlanForm(request.args)
    usual = planning_trials.usual_share()
    return PlanForm(None, usual=round(usual * PER), hoped=round(usual * PER / 2))
