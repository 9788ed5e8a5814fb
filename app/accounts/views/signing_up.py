"""Sign-up, one question a page. Each page posts, its answer is kept, Back works."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, redirect, request, session, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.accounts import wordings
from app.accounts.forms.signing_up import AgeForm, ConsentForm, NameForm, SecretsForm
from app.accounts.services import naming, signing_up
from app.accounts.views import bp, limits
from app.accounts.views.consents import facts_of
from app.accounts.views.visitors import new_visitor_word, visitor_word
from app.core.access import current_viewer, public
from app.core.errors import Invalid, NotFound, found
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.step_drafts import StepDraft
from app.core.templating import render
from app.core.transactions import unit_of_work


def address_of(step: str) -> str:
    """The URL of a page of sign-up."""
    if step in wordings.PURPOSES:
        return url_for("accounts.join_consent", purpose=step)
    return url_for(f"accounts.join_{step}")


def answers_before(step: str) -> dict[str, Any]:
    """What is answered so far; leads away from a page that is not open yet, or not to them."""
    if current_viewer().is_signed_in:
        abort(redirect(url_for("accounts.me")))
    if session.get("too_young"):
        abort(redirect(url_for("accounts.join_not_yet")))
    draft = signing_up.draft_of(visitor_word())
    answers = dict(draft.answers) if draft else {}
    if not signing_up.is_reachable(step, answers):
        abort(redirect(address_of(signing_up.next_step(answers))))
    return answers


def own_draft() -> StepDraft:
    """The visitor's draft, read for writing."""
    return found(signing_up.draft_of(visitor_word()))


def onwards(draft: StepDraft) -> Response:
    """To the first page without an answer: after "Change" that is the check page again."""
    return redirect(address_of(signing_up.next_step(draft.answers)), 303)


@bp.get("/join")
@public
def sign_up() -> Any:
    """What will be asked, before the first question."""
    if current_viewer().is_signed_in:
        return redirect(url_for("accounts.me"))
    draft = signing_up.draft_of(visitor_word())
    step = signing_up.next_step(draft.answers if draft else {})
    return render("accounts/sign_up.html", href=address_of(step), is_begun=step != "age")


@bp.get("/join/age")
@public
def join_age() -> str:
    """Old enough?"""
    answers = answers_before("age")
    chosen = {"age": str(answers["age_confirmed"])} if answers else {}
    return _age_page(AgeForm(formdata=None, **chosen).ask(current_app.config["MINIMUM_AGE"]))


@bp.post("/join/age")
@public
@repeatable
@unit_of_work()
def save_age() -> Any:
    """Too young ends kindly, keeps nothing, and cannot be taken back in this visit."""
    answers_before("age")
    form = AgeForm(request.form).ask(current_app.config["MINIMUM_AGE"])
    owner = new_visitor_word()
    if not form.validate():
        return _age_page(form), 422
    age = int(form.values["age"])
    if not age:
        signing_up.abandon(owner=owner)
        session["too_young"] = True
        return redirect(url_for("accounts.join_not_yet"), 303)
    return onwards(signing_up.begin(owner=owner, minimum_age=age))


@bp.get("/join/not-yet")
@public
def join_not_yet() -> str:
    """Where a no ends: where else to find help."""
    return render("accounts/join_not_yet.html", age=current_app.config["MINIMUM_AGE"])


@bp.get("/join/name")
@public
def join_name() -> str:
    """The display name."""
    answers = answers_before("name")
    return _name_page(NameForm(formdata=None, display_name=answers.get("display_name")))


@bp.post("/join/name")
@public
@limiter.limit("120 per hour")
@repeatable
@unit_of_work()
def save_name() -> Any:
    """Typed, or one of the ideas pressed."""
    answers_before("name")
    form, draft = NameForm(request.form), own_draft()
    idea = request.form.get("idea")
    if not idea and not form.validate():
        return _name_page(form), 422
    try:
        signing_up.choose_name(draft, idea or form.values["display_name"])
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _name_page(form), 422
    return onwards(draft)


@bp.get("/join/sign-in-details")
@public
def join_secrets() -> str:
    """Address and password. A password that was chosen is not shown again."""
    answers = answers_before("secrets")
    return _secrets_page(SecretsForm(formdata=None, email=answers.get("email")), answers)


@bp.post("/join/sign-in-details")
@public
@limiter.limit("60 per hour")
@limiter.limit("20 per hour", key_func=limits.typed_address)
def save_secrets() -> Any:
    """The password is hashed before the unit of work: that takes long and needs no lock."""
    answers, form = answers_before("secrets"), SecretsForm(request.form)
    if not form.validate():
        return _secrets_page(form, answers), 422
    site_name = current_app.config["SITE_NAME"]
    try:
        ready = signing_up.prepare_secrets(answers, site_name=site_name, **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _secrets_page(form, answers), 422
    with unit_of_work():
        draft = own_draft()
        signing_up.save_answers(draft, ready)
    return onwards(draft)


@bp.get("/join/consents/<purpose>")
@public
def join_consent(purpose: str) -> str:
    """One purpose, its whole text, two equal answers."""
    answers = answers_before(_known(purpose))
    given = answers.get(purpose)
    chosen = {"answer": given} if given in ("yes", "no") else {}
    return _consent_page(ConsentForm(formdata=None, **chosen), purpose)


@bp.post("/join/consents/<purpose>")
@public
@repeatable
@unit_of_work()
def save_consent(purpose: str) -> Any:
    """Yes, no, or skipped, which counts as no."""
    answers_before(_known(purpose))
    form, draft = ConsentForm(request.form), own_draft()
    if "skip" in request.form:
        signing_up.save_answers(draft, {purpose: signing_up.SKIPPED})
        return onwards(draft)
    if not form.validate():
        return _consent_page(form, purpose), 422
    signing_up.save_answers(draft, {purpose: form.answer.data})
    return onwards(draft)


def _known(purpose: str) -> str:
    if purpose not in wordings.PURPOSES:
        raise NotFound
    return purpose


def _age_page(form: AgeForm) -> str:
    return render("accounts/join_age.html", form=form, back_href=url_for("accounts.sign_up"))


@limits.comes_back("accounts.save_name")
def _name_later(message: str) -> str:
    form = NameForm(request.form)
    form.refuse("display_name", message)
    return _name_page(form)


def _name_page(form: NameForm) -> str:
    ideas = naming.suggestions()
    return render("accounts/join_name.html", form=form, ideas=ideas, back_href=address_of("age"))


@limits.comes_back("accounts.save_secrets")
def _secrets_later(message: str) -> str:
    form = SecretsForm(request.form)
    form.refuse("email", message)
    return _secrets_page(form, {})


def _secrets_page(form: SecretsForm, answers: dict[str, Any]) -> str:
    return render(
        "accounts/join_secrets.html",
        form=form,
        has_password="password_hash" in answers,
        back_href=address_of("name"),
    )


def _consent_page(form: ConsentForm, purpose: str) -> str:
    text = wordings.wording(purpose, str(get_locale()))
    form.answer.label.text = text.parts["question"]
    order = [step for step, _key in signing_up.STEPS]
    return render(
        "accounts/join_consent.html",
        form=form,
        text=text,
        facts=facts_of(text),
        back_href=address_of(order[order.index(purpose) - 1]),
    )
