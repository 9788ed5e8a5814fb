"""Care for people in distress: their own page after writing, their choice, the protocol."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role, signed_in
from app.core.clock import now
from app.core.detour import take_way
from app.core.errors import Conflict, Invalid, NotFound, found
from app.core.once import repeatable
from app.core.security.local_paths import local_path
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.care import ALL_WORDS, CareStepForm, ReadingForm
from app.moderation.queries import care as steps
from app.moderation.queries import helplines
from app.moderation.queries.shifts import somebody_looks
from app.moderation.services import caring, reading_choices, switching_reading
from app.moderation.services.looking_up import CaseRow, case_of
from app.moderation.views.blueprint import bp
from app.moderation.views.looking import note_look


@bp.get("/care")
@signed_in
def care() -> Any:
    """Where to turn. After writing something that sounded like distress: warm, and on to the post,
    once; whoever comes back later, or finds it in a history, sees nothing of that."""
    return _care_page(take_way())


@bp.post("/care")
@signed_in
@repeatable
def choose_country() -> Any:
    """The same page with the lines of a country, and the same way on."""
    return _care_page(local_path(request.form.get("next"), default=""))


def _care_page(onward: str) -> str:
    today = now().date()
    country = request.values.get("country", "").upper()[:2]
    return render(
        "moderation/care.html",
        onward=onward,
        country=country,
        lines=helplines.shown(country, today),
        countries=helplines.countries(today),
        is_somebody_on=somebody_looks(now()),
    )


@bp.get("/me/reading")
@signed_in
def reading() -> Any:
    """What a program reads, why, and how to say no."""
    return _reading(ReadingForm(None, is_read=reading_choices.is_read(current_viewer().id)))


@bp.post("/me/reading")
@signed_in
@repeatable
@unit_of_work()
def save_reading() -> Any:
    """Keep the choice."""
    form = ReadingForm()
    if not form.validate():
        return _reading(form), 422
    reading_choices.choose(by=current_viewer(), is_read=bool(form.is_read.data))
    flash(_("Saved."), "ok")
    return redirect(url_for("moderation.reading"), 303)


def _reading(form: ReadingForm) -> str:
    return render("moderation/reading.html", form=form, is_on=switching_reading.is_on())


@bp.get("/desk/cases/<case_id>/care")
@requires_role("safeguarding")
def care_steps(case_id: str) -> Any:
    """The protocol of one case: what was done, and what comes next."""
    case = _sensitive(case_id)
    return _page(case, _form(CareStepForm(None), case))


@bp.post("/desk/cases/<case_id>/care")
@requires_role("safeguarding")
@unit_of_work()
def take_care_step(case_id: str) -> Any:
    """Write down one step."""
    case = _sensitive(case_id)
    form = _form(CareStepForm(), case)
    if not form.validate():
        return _page(case, form), 422
    try:
        caring.take_step(by=current_viewer(), case_id=case_id, **form.told)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(case, form), 422
    return redirect(url_for("moderation.care_steps", case_id=case_id), 303)


@bp.post("/desk/cases/<case_id>/care/<int:number>/agree")
@requires_role("safeguarding")
@unit_of_work()
def agree_to_step(case_id: str, number: int) -> Any:
    """The second person says so, with their own account."""
    try:
        caring.agree(by=current_viewer(), case_id=case_id, number=number)
        flash(_("You decided it together. Thank you."), "ok")
    except Conflict:
        flash(_("You agreed already."), "info")
    return redirect(url_for("moderation.care_steps", case_id=case_id), 303)


def _sensitive(case_id: str) -> CaseRow:
    case = found(case_of(current_viewer(), case_id))
    if not case.is_sensitive:
        raise NotFound
    return case


def _form(form: CareStepForm, case: CaseRow) -> CareStepForm:
    return form.offering(steps.who_may_agree(current_viewer(), case))


def _page(case: CaseRow, form: CareStepForm) -> str:
    note_look(case)
    done = steps.steps_of(case.id)
    return render("moderation/care_steps.html", case=case, form=form, steps=done, words=ALL_WORDS)
