"""Deciding: the step and the rule, then the statement that its author reads."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.clock import now
from app.core.errors import Conflict, Forbidden, Invalid, found, require
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import desk_wording, permissions
from app.moderation.forms.deciding import ORDER, DecideForm, StepForm
from app.moderation.queries import desk
from app.moderation.queries.cases import steps_taken
from app.moderation.queries.desk import Wording
from app.moderation.services import deciding, prefilling, reusing
from app.moderation.services.looking_up import CaseRow, case_of
from app.moderation.steps import DESK, GROUNDS, NOTHING, passes_over
from app.moderation.views.blueprint import bp
from app.moderation.views.case_page import case_page
from app.moderation.views.looking import note_look

# Digits. No case changes so often.
_LONGEST_VERSION = 9


@bp.get("/desk/cases/<case_id>/decide")
@requires_role(*DESK)
def decide_form(case_id: str) -> Any:
    """The statement for a chosen step and rule, begun in plain words."""
    case, viewer = found(case_of(current_viewer(), case_id)), current_viewer()
    require(permissions.can_decide(viewer, case))
    form = StepForm(request.args).offering(permissions.available_actions(viewer, case))
    action = _picked(form.step.data, ORDER)
    ground = "none" if action == NOTHING else _picked(form.rule.data, GROUNDS)
    if action not in permissions.available_actions(viewer, case):
        form.refuse("step", _("Choose what you decide."))
    elif ground in ("", "none") and action != NOTHING:
        form.refuse("rule", _("Choose the rule that this rests on."))
    if form.errors:
        return case_page(case, step_form=form), 422
    return _page(case, DecideForm(None, **_begun(case, action, ground)))


@bp.post("/desk/cases/<case_id>/decide")
@requires_role(*DESK)
@unit_of_work()
def decide(case_id: str) -> Any:
    """Do it. Whoever comes second is told who was first, and keeps what they typed."""
    case, form = found(case_of(current_viewer(), case_id)), DecideForm().offering(now())
    if not form.validate():
        return _page(case, form), 422
    try:
        _decide(case_id, form)
    except Conflict:
        return _too_late(case_id, form), 409
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(case, form), 422
    flash(_("Decided. The author is told now, and can ask for another look."), "ok")
    return redirect(url_for("moderation.queue"), 303)


def _decide(case_id: str, form: DecideForm) -> None:
    said = form.version.data or ""
    if form.action.data not in ORDER:
        raise Forbidden
    deciding.decide(
        by=current_viewer(),
        case_id=case_id,
        version=int(said) if said.isdecimal() and len(said) <= _LONGEST_VERSION else 0,
        action=form.action.data,
        shown=form.shown.data or "",
        reasons=deciding.Reasons(**form.reasons(now())),
    )


def _too_late(case_id: str, form: DecideForm) -> str:
    """What happened meanwhile; where it is still theirs, they can press again."""
    case = found(case_of(current_viewer(), case_id))
    if permissions.can_decide(current_viewer(), case):
        form.version.data, form.shown.data = str(case.version), case.shown
    first = next(iter(desk.decisions_of(case)), None) if case.state == "decided" else None
    return _page(case, form, meanwhile=True, first=first)


def _page(case: CaseRow, form: DecideForm, **what: Any) -> str:
    note_look(case)
    form.offering(now())
    action = form.action.data or ""
    return render(
        "moderation/decide.html",
        case=case,
        form=form,
        action=action,
        passes_over=passes_over(action, steps_taken(case.author_id, case.id)),
        words=desk_wording,
        shown=_as_it_stands(case),
        author=desk.name_of(case.author_id),
        is_mine=permissions.can_decide(current_viewer(), case),
        is_possible=action in permissions.available_actions(current_viewer(), case),
        **{"meanwhile": False, "first": None, **what},
    )


def _as_it_stands(case: CaseRow) -> list[Any]:
    """What is decided about: its words now, or where they are gone what was kept last."""
    if case.thing is not None and case.thing.words.strip():
        return [case.thing]
    return list(desk.wordings_of(case)[-1:])


def _begun(case: CaseRow, action: str, ground: str) -> dict[str, Any]:
    wordings = desk.wordings_of(case)
    last = next(iter(wordings[-1:]), None)
    reports = desk.reports_of(current_viewer(), case)
    return {
        "action": action,
        "version": str(case.version),
        "shown": case.shown,
        "ground": ground,
        "explanation": _reused(case, wordings) or prefilling.explanation(action, ground),
        "facts": prefilling.facts(
            written_at=last.written_at if last else None,
            reasons=[row.reason for row in reports if row.round == case.round],
            found=case.detection_count > 0,
        ),
    }


def _reused(case: CaseRow, wordings: list[Wording]) -> str:
    """The reasons of an earlier decision about the same claim, where one was chosen."""
    chosen = request.args.get("like", "")
    before = reusing.decided_before(current_viewer(), case, wordings) if chosen else []
    explained = {one.decided.case_public_id: one.decided.explanation for one in before}
    return explained.get(chosen, "")


def _picked(number: str | None, among: tuple[str, ...]) -> str:
    """What the number in an address stands for; "" for none."""
    is_one = (number or "").isdecimal() and len(number or "") < 3
    return among[int(number or "")] if is_one and int(number or "") < len(among) else ""
