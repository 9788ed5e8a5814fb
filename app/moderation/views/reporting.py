"""Reporting something in at most three small pages, and the page after it."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from app.accounts.queries.blocks import kind_between
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.reporting import (
    MisleadingForm,
    OwnWordsForm,
    SayWhatForm,
    WhatIsWrongForm,
)
from app.moderation.queries.reports import last_report
from app.moderation.queries.waits import usual_wait
from app.moderation.services import preparing
from app.moderation.services.preparing import CHECK, HOW, WHAT, Answers
from app.moderation.services.registering import Thing, adapters_of
from app.moderation.views.blueprint import bp
from app.moderation.wording import FLAWS, HARM_HINTS, HARMS, REASONS, thing_words

_ENDPOINTS = {WHAT: "report_what", HOW: "report_how", CHECK: "report_check"}


def _thing(kind: str, thing_id: str) -> Thing:
    return preparing.thing_to_report(current_viewer(), kind, thing_id)


def _address(thing: Thing, page: str) -> str:
    endpoint = f"moderation.{_ENDPOINTS[page]}"
    return url_for(endpoint, kind=thing.kind, thing_id=thing.public_id)


def _page(name: str, thing: Thing, form: Any, **values: Any) -> str:
    said = {"form": form, "thing": thing, "about": thing_words(thing.kind), **values}
    return render(f"moderation/report_{name}.html", **said)


def _what_page(thing: Thing, form: WhatIsWrongForm) -> str:
    last = last_report(current_viewer(), thing.kind, thing.public_id)
    return _page("what", thing, form, back_href=thing.address, last=last)


def _how_page(thing: Thing, form: MisleadingForm) -> str:
    return _page("how", thing, form, back_href=_address(thing, WHAT), hints=HARM_HINTS)


def _check_page(thing: Thing, answers: Answers, form: OwnWordsForm) -> str:
    misleads = answers["reason"] == "misleading"
    return _page(
        "check",
        thing,
        form,
        answers=answers,
        reason=REASONS[answers["reason"]],
        details=(FLAWS[answers["flaw"]], HARMS[answers["harm"]]) if misleads else None,
        back_href=_address(thing, HOW if misleads else WHAT),
    )


def _words_form(answers: Answers, **values: Any) -> OwnWordsForm:
    kind = SayWhatForm if answers["reason"] == "other" else OwnWordsForm
    return kind(data={"words": answers.get("words", "")}, **values)


@bp.get("/report/<kind>/<thing_id>")
@signed_in
def report_what(kind: str, thing_id: str) -> Any:
    """What is wrong?"""
    thing = _thing(kind, thing_id)
    answers = preparing.answers_of(current_viewer(), thing)
    return _what_page(thing, WhatIsWrongForm(None, reason=answers.get("reason")))


@bp.post("/report/<kind>/<thing_id>")
@signed_in
@repeatable
@unit_of_work()
def keep_what(kind: str, thing_id: str) -> Any:
    """Keep it, and go on to what is not answered yet."""
    thing, form = _thing(kind, thing_id), WhatIsWrongForm()
    if not form.validate():
        return _what_page(thing, form), 422
    answers = _kept(thing, form, form.values)
    if answers is None:
        return _what_page(thing, form), 422
    return redirect(_address(thing, preparing.next_page(answers)), 303)


@bp.get("/report/<kind>/<thing_id>/how")
@signed_in
def report_how(kind: str, thing_id: str) -> Any:
    """In which way it misleads, how harmful that is, and who says it better."""
    thing = _thing(kind, thing_id)
    answers = preparing.answers_of(current_viewer(), thing)
    if answers.get("reason") != "misleading":
        return redirect(_address(thing, preparing.next_page(answers)))
    known = {name: answers.get(name) for name in ("flaw", "source_url")}
    harm = str(answers["harm"]) if answers.get("flaw") else None
    return _how_page(thing, MisleadingForm(None, harm=harm, **known))


@bp.post("/report/<kind>/<thing_id>/how")
@signed_in
@repeatable
@unit_of_work()
def keep_how(kind: str, thing_id: str) -> Any:
    """Keep it, and go on."""
    thing, form = _thing(kind, thing_id), MisleadingForm()
    if not form.validate():
        return _how_page(thing, form), 422
    answers = _kept(thing, form, form.values | {"harm": int(form.harm.data)})
    if answers is None:
        return _how_page(thing, form), 422
    return redirect(_address(thing, preparing.next_page(answers)), 303)


@bp.get("/report/<kind>/<thing_id>/check")
@signed_in
def report_check(kind: str, thing_id: str) -> Any:
    """All answers, each with a button to change it, and own words."""
    thing = _thing(kind, thing_id)
    answers = preparing.answers_of(current_viewer(), thing)
    page = preparing.next_page(answers)
    if page != CHECK:
        return redirect(_address(thing, page))
    return _check_page(thing, answers, _words_form(answers, formdata=None))


@bp.post("/report/<kind>/<thing_id>/check")
@signed_in
@unit_of_work()
def send_report(kind: str, thing_id: str) -> Any:
    """Send it; or keep the words and go back to an answer."""
    thing = _thing(kind, thing_id)
    answers = preparing.answers_of(current_viewer(), thing)
    page = preparing.next_page(answers)
    if page != CHECK:
        return redirect(_address(thing, page), 303)
    form = _words_form(answers)
    change = request.form.get("change", "")
    if change in _ENDPOINTS and _kept(thing, form, form.values) is not None:
        return redirect(_address(thing, change), 303)
    if change in _ENDPOINTS or not form.validate() or not _is_sent(thing, form):
        return _check_page(thing, answers, form), 422
    return redirect(url_for("moderation.report_sent", kind=kind, thing_id=thing_id), 303)


def _kept(thing: Thing, form: Any, said: Answers) -> Answers | None:
    """All answers with these; None where they were refused, and the form says why."""
    try:
        return preparing.keep(by=current_viewer(), thing=thing, answers=said)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return None


def _is_sent(thing: Thing, form: OwnWordsForm) -> bool:
    try:
        preparing.send(by=current_viewer(), thing=thing, words=form.words.data or "")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return False
    return True


@bp.get("/report/<kind>/<thing_id>/sent")
@signed_in
def report_sent(kind: str, thing_id: str) -> Any:
    """When an answer comes, and whether one wants to hear of that person at all."""
    viewer = current_viewer()
    last = found(last_report(viewer, kind, thing_id))
    adapter = adapters_of().of(kind)
    thing = adapter.seen_by(viewer, thing_id) if adapter else None
    return render(
        "moderation/report_sent.html",
        last=last,
        thing=thing,
        avoided=kind_between(viewer, thing.author_id) if thing else None,
        wait=usual_wait(),
        here=url_for("moderation.report_sent", kind=kind, thing_id=thing_id),
    )
