"""The end of sign-up: check answers, create, and one page for every outcome: a letter was sent."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from app.accounts import wordings
from app.accounts.forms.signing_up import CreateForm
from app.accounts.queries.members import ADULT
from app.accounts.services import naming, signing_up
from app.accounts.views import bp, limits
from app.accounts.views.check_mail import (
    browser_word,
    letter_sent_page,
    new_browser_word,
    remember_address,
    remembered_address,
)
from app.accounts.views.signing_up import address_of, answers_before, own_draft
from app.accounts.views.visitors import visitor_word
from app.core.access import public
from app.core.errors import Invalid
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/join/check")
@public
def join_check() -> Any:
    """Every answer, each with a way to change it."""
    return _check_page(CreateForm(formdata=None), answers_before("check"))


@bp.post("/join/check")
@public
@limiter.limit("30 per hour")
@unit_of_work()
def create_account() -> Any:
    """Make the account. A second press, after the first one worked, leads to the same end."""
    if signing_up.draft_of(visitor_word()) is None and browser_word():
        return redirect(url_for("accounts.join_done"), 303)
    address, word = answers_before("check")["email"], new_browser_word()
    try:
        signing_up.create(own_draft(), language=str(get_locale()), browser=word)
    except Invalid as refusal:
        flash(refusal.message, "warn")
        return redirect(address_of("name"), 303)
    remember_address(address)
    return redirect(url_for("accounts.join_done"), 303)


@bp.get("/join/done")
@public
def join_done() -> str:
    """The same page for a new address and for one that had an account."""
    words = _("We sent a letter to %(address)s.", address=remembered_address() or _("your address"))
    return letter_sent_page(words, again="accounts.ask_for_confirmation", template="join_done")


@limits.comes_back("accounts.create_account")
def _check_later(message: str) -> str:
    form = CreateForm(request.form)
    form.form_errors.append(message)
    return _check_page(form, answers_before("check"))


def _check_page(form: CreateForm, answers: dict[str, Any]) -> str:
    return render(
        "accounts/join_check.html",
        form=form,
        rows=_rows(answers),
        is_guessable=naming.resembles_address(answers["display_name"], answers["email"]),
        name_href=address_of("name"),
        back_href=address_of(wordings.PURPOSES[-1]),
    )


def _age(age: int) -> str:
    if age < ADULT:
        return str(_("%(from)d to %(to)d", **{"from": age, "to": ADULT - 1}))
    return str(_("%(age)d or older", age=age))


def _rows(answers: dict[str, Any]) -> list[dict[str, Any]]:
    own = [
        (_("Age"), _age(answers["age_confirmed"]), "age"),
        (_("Display name"), answers["display_name"], "name"),
        (_("E-mail address"), answers["email"], "secrets"),
        (_("Password"), _("Chosen, not shown"), "secrets"),
    ]
    said = {
        signing_up.YES: _("Yes"),
        signing_up.NO: _("No"),
        signing_up.SKIPPED: _("Skipped. That counts as no."),
    }
    language = str(get_locale())
    asked = [
        (wordings.wording(purpose, language).title, said[answers[purpose]], purpose)
        for purpose in wordings.PURPOSES
    ]
    return [
        {"key": key, "value": value, "href": address_of(step), "change": key}
        for key, value, step in own + asked
    ]
