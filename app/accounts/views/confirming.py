"""The letter to a new address: the page its link leads to, and asking for another one."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.letters import AddressForm, ConfirmForm
from app.accounts.services import confirming
from app.accounts.views import bp, limits
from app.accounts.views.check_mail import (
    browser_word,
    given_address,
    letter_sent_page,
    never_stored,
    remember_address,
    remembered_address,
)
from app.core.access import current_viewer, public
from app.core.rate_limits import caller, limiter
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/join/confirm/<letter_token>")
@public
@limiter.limit("60 per hour")
def confirm_address(letter_token: str) -> Response:
    """One button. Looking at the page changes nothing: programs open links before people do."""
    return _confirm_page(ConfirmForm(formdata=None, letter_token=letter_token))


@bp.post("/join/confirm")
@public
@limiter.limit("60 per hour")
def save_confirmation() -> Any:
    """From now on the account can be signed in to."""
    form, reader = ConfirmForm(request.form), current_viewer().id
    word = form.letter_token.data or ""
    if not _may_confirm(word, form.password.data or ""):
        form.refuse("password", _("This is not the password you chose. Try again."))
        return _confirm_page(form, 401)
    with unit_of_work():
        confirming.confirm(word, reader_id=reader)
    flash(_("Your address is confirmed. You can sign in now."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.get("/join/letter")
@public
def ask_for_confirmation() -> str:
    """The letter did not come?"""
    return _ask_page(AddressForm(formdata=None, email=remembered_address()))


@bp.post("/join/letter")
@public
@limiter.limit("20 per hour")
@limiter.limit("10 per hour", key_func=limits.typed_address)
@unit_of_work()
def send_confirmation() -> Any:
    """One more letter, if the address waits for one; the answer is the same for every address."""
    form = AddressForm(request.form)
    address = given_address(form)
    if address is None:
        return _ask_page(form), 422
    confirming.ask_again(email=address)
    remember_address(address)
    return redirect(url_for("accounts.confirmation_sent"), 303)


@bp.get("/join/letter/sent")
@public
def confirmation_sent() -> str:
    """Says the same whether a letter was written or not."""
    address = remembered_address() or _("your address")
    words = _("If an account waits for %(address)s, a letter is on its way there.", address=address)
    return letter_sent_page(words, again="accounts.ask_for_confirmation")


@limits.comes_back("accounts.send_confirmation")
def _ask_later(message: str) -> str:
    form = AddressForm(request.form)
    form.refuse("email", message)
    return _ask_page(form)


def _may_confirm(word: str, password: str) -> bool:
    """Where the account was made the button is enough; elsewhere the password has to be right."""
    reader = current_viewer().id
    if not confirming.waiting(word, browser=browser_word(), reader_id=reader).needs_password:
        return True
    with limits.few_at_once(f"confirm:{caller()}"):
        return confirming.knows_password(word, password=password, reader_id=reader)


def _ask_page(form: AddressForm) -> str:
    return render("accounts/confirm_again.html", form=form, back_href=url_for("accounts.sign_in"))


def _confirm_page(form: ConfirmForm, status: int = 200) -> Response:
    waiting = confirming.waiting(
        form.letter_token.data or "", browser=browser_word(), reader_id=current_viewer().id
    )
    action = url_for("accounts.save_confirmation")
    page = render("accounts/confirm.html", form=form, waiting=waiting, form_action=action)
    return never_stored(page, status)
