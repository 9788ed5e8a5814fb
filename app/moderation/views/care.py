"""Care for people in distress: their own page after writing, their choice, the protocol."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role, signed_in
from app.core.clock import now
from app.core.errors import Invalid, NotFound, found
from app.core.once import repeatable
from app.core.security.local_paths import local_path
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.care import STEP_WORDS, CareStepForm, ReadingForm
from app.moderation.queries import care as steps
from app.moderation.queries import helplines
from app.moderation.queries.shifts import somebody_looks
from app.moderation.services import caring, reading_choices
from app.moderation.services.looking_up import CaseRow, case_of
from app.moderation.views.blueprint import bp
from app.moderation.views.looking import note_look


@bp.get("/care")
@signed_in
def care() -> Any:
    """After writing something that sounded like distress: private, warm, and on to the post."""
    today = now().date()
    country = request.args.get("country", "").upper()[:2]
    return render(
        "moderation/care.html",
        onward=local_path(request.args.get("next"), default=url_for("web.home")),
        country=country,
        lines=helplines.shown(country, today),
        countries=helplines.countries(today),
        is_somebody_on=somebody_looks(now()),
    )


@bp.get("/me/reading")
@signed_in
def reading() -> Any:
    """What a program reads, why, and how to say no."""
    form = ReadingForm(None, is_read=reading_choices.is_read(current_viewer().id))
    return render("moderation/reading.html", form=form)


@bp.post("/me/reading")
@signed_in
@repeatable
@unit_of_work()
def save_reading() -> Any:
    """Keep the choice."""
    form = ReadingForm()
    if not form.validate():
        return render("moderation/reading.html", form=form), 422
    reading_choices.choose(by=current_viewer(), is_read=bool(form.is_read.data))
    flash(_("Saved."), "ok")
    return redirect(url_for("moderation.reading"), 303)


@bp.get("/desk/cases/<case_id>/care")
@requires_role("safeguarding")
def care_steps(case_id: str) -> Any:
    """The protocol of one case: what was done, and what comes next."""
    case = _sensitive(case_id)
    note_look(case)
    return _page(case, _form(CareStepForm(None)))


@bp.post("/desk/cases/<case_id>/care")
@requires_role("safeguarding")
@unit_of_work()
def take_care_step(case_id: str) -> Any:
    """Write down one step."""
    case, form = _sensitive(case_id), _form(CareStepForm())
    if not form.validate():
        return _page(case, form), 422
    try:
        caring.take_step(by=current_viewer(), case_id=case_id, **form.told)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(case, form), 422
    return redirect(url_for("moderation.care_steps", case_id=case_id), 303)


def _sensitive(case_id: str) -> CaseRow:
    case = found(case_of(current_viewer(), case_id))
    if not case.is_sensitive:
        raise NotFound
    return case


def _form(form: CareStepForm) -> CareStepForm:
    return form.offering(steps.who_may_agree(but=current_viewer().id))


def _page(case: CaseRow, form: CareStepForm) -> str:
    done = steps.steps_of(case.id)
    return render("moderation/care_steps.html", case=case, form=form, steps=done, words=STEP_WORDS)
