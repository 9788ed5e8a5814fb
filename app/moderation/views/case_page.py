"""What the page of a case is made of."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.core.access import current_viewer
from app.core.differences import Piece, pieces
from app.core.templating import render
from app.core.viewer import Viewer
from app.moderation import desk_wording, permissions, wording
from app.moderation.forms.deciding import ORDER, StepForm
from app.moderation.forms.desk import AnswerForm, HandOverForm, QuestionForm
from app.moderation.queries import desk
from app.moderation.queries.care import looks_at
from app.moderation.queries.desk import Wording
from app.moderation.queries.shifts import own_shift
from app.moderation.services import reusing, shifting
from app.moderation.services.looking_up import CaseRow
from app.moderation.steps import GROUNDS
from app.moderation.views.looking import age, note_look


class Shown(NamedTuple):
    """What stood there at one time, and how it differs from the time before."""

    said: Wording
    changed: list[Piece]


def case_page(case: CaseRow, **forms: Any) -> str:
    """All of it; that somebody looks is kept first. A form that was refused comes with what was
    typed."""
    note_look(case)
    viewer = current_viewer()
    wordings = desk.wordings_of(case)
    mine = own_shift(viewer.id)
    return render(
        "moderation/case.html",
        case=case,
        age=age(case.opened_at),
        author=desk.name_of(case.author_id),
        shown=shown(wordings),
        since_then=_since_then(case, wordings),
        reports=desk.reports_of(viewer, case),
        findings=desk.findings_of(case),
        opinions=desk.opinions_of(case),
        looks=looks_at(case),
        alike=_alike(viewer, case, wordings),
        decisions=desk.decisions_of(case),
        earlier=desk.earlier_about(viewer, case),
        may_claim=permissions.can_claim(viewer, case),
        is_mine=permissions.can_decide(viewer, case),
        is_impartial=permissions.is_impartial(viewer, case),
        in_shift=mine is not None,
        needs_break=shifting.needs_break(mine),
        desk_words=desk_wording,
        words=wording,
        most=mine.hard_since_break if mine else 0,
        **_forms(viewer, case, forms),
    )


def shown(wordings: list[Wording]) -> list[Shown]:
    """The newest first, each beside the one before it."""
    before = [None, *wordings]
    pairs = zip(before, wordings, strict=False)
    return [Shown(new, pieces(old.words, new.words) if old else []) for old, new in pairs][::-1]


def _alike(viewer: Viewer, case: CaseRow, wordings: list[Wording]) -> list[dict[str, Any]]:
    """Decisions about the same claim, with what an address needs to begin with their reasons."""
    return [
        {
            "row": one.decided,
            "percent": round(100 * one.likeness),
            "step": ORDER.index(one.decided.action),
            "rule": GROUNDS.index(one.decided.ground),
        }
        for one in reusing.decided_before(viewer, case, wordings)
    ]


def _since_then(case: CaseRow, wordings: list[Wording]) -> list[Piece]:
    """How what stands there now differs from what was frozen last."""
    if case.thing is None or not wordings or case.thing.words == wordings[-1].words:
        return []
    return pieces(wordings[-1].words, case.thing.words)


def _forms(viewer: Viewer, case: CaseRow, given: dict[str, Any]) -> dict[str, Any]:
    forms = {
        "step_form": StepForm(None),
        "hand_over_form": HandOverForm(None),
        "question_form": QuestionForm(None),
        "answer_form": AnswerForm(None),
        **given,
    }
    forms["step_form"].offering(permissions.available_actions(viewer, case))
    forms["hand_over_form"].offering(desk.colleagues(viewer, case))
    refused = (form for form in given.values() if form.errors)
    return forms | {"form": next(refused, forms["step_form"])}
