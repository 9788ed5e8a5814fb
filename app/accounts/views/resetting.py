"""A forgotten password: ask for a letter, choose another one behind its link."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.letters import AddressForm, ResetForm
from app.accounts.services import resetting
from app.accounts.views import bp, limits
from app.accounts.views.check_mail import (
    given_address,
    letter_sent_page,
    never_stored,
    remember_address,
    remembered_address,
)
from app.core.access import current_viewer, public
from app.core.errors import Invalid
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/forgotten")
@public
def forgotten() -> str:
    """Which address?"""
    return _ask_page(AddressForm(formdata=None))


@bp.post("/forgotten")
@public
@limiter.limit("20 per hour")
@limiter.limit("10 per hour", key_func=limits.typed_address)
@unit_of_work()
def send_reset() -> Any:
    """A letter, if there is an account; the answer is the same for every address."""
    form = AddressForm(request.form)
    address = given_address(form)
    if address is None:
        return _ask_page(form), 422
    resetting.ask(email=address)
    remember_address(address)
    return redirect(url_for("accounts.reset_sent"), 303)


@bp.get("/forgotten/sent")
@public
def reset_sent() -> str:
    """Says the same whether a letter was written or not."""
    address = remembered_address() or _("your address")
    words = _("If there is an account with %(address)s, a letter is on its way.", address=address)
    return letter_sent_page(words, again="accounts.forgotten", about=_("new password"))


@bp.get("/new-password/<letter_token>")
@public
@limiter.limit("60 per hour")
def new_password(letter_token: str) -> Response:
    """The page behind the link. Looking at it changes nothing."""
    return _reset_page(ResetForm(formdata=None, letter_token=letter_token))


@bp.post("/new-password")
@public
@limiter.limit("60 per hour")
def save_reset() -> Any:
    """Take the new password; hashed before the unit of work, because that takes long."""
    form, reader = ResetForm(request.form), current_viewer().id
    word, site_name = form.letter_token.data or "", current_app.config["SITE_NAME"]
    if not form.validate():
        return _reset_page(form, 422)
    said = form.values["password"]
    try:
        ready = resetting.prepare(word, password=said, site_name=site_name, reader_id=reader)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _reset_page(form, 422)
    with unit_of_work():
        resetting.reset(word, password_hash=ready, reader_id=reader)
    flash(_("Your new password is saved. Sign in with it."), "ok")
    return redirect(url_for("accounts.sign_in"), 303)


@limits.comes_back("accounts.send_reset")
def _ask_later(message: str) -> str:
    form = AddressForm(request.form)
    form.refuse("email", message)
    return _ask_page(form)


def _ask_page(form: AddressForm) -> str:
    return render("accounts/forgotten.html", form=form, back_href=url_for("accounts.sign_in"))


def _reset_page(form: ResetForm, status: int = 200) -> Response:
    resetting.look(form.letter_token.data or "", reader_id=current_viewer().id)
    action = url_for("accounts.save_reset")
    return never_stored(render("accounts/new_password.html", form=form, form_action=action), status)
