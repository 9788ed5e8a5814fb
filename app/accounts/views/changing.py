"""Another address, another password."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.letters import LinkForm, NewAddressForm
from app.accounts.forms.proving import NewPasswordForm
from app.accounts.services import changing
from app.accounts.views import bp, limits
from app.accounts.views.check_mail import (
    letter_sent_page,
    never_stored,
    remember_address,
    remembered_address,
)
from app.accounts.views.proving import go_on, recently_proved
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/me/address")
@signed_in
@recently_proved
def own_address() -> str:
    """Which address from now on?"""
    return _address_page(NewAddressForm(formdata=None))


@bp.post("/me/address")
@signed_in
@recently_proved
@limiter.limit("20 per hour")
@unit_of_work()
def save_address() -> Any:
    """A letter goes to the new address, another one to the old; nothing changes yet."""
    form = NewAddressForm(request.form)
    if not form.validate():
        return _address_page(form), 422
    try:
        changing.ask_for_address(by=current_viewer(), email=form.values["email"])
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _address_page(form), 422
    remember_address(form.values["email"])
    return redirect(url_for("accounts.address_asked"), 303)


@bp.get("/me/address/sent")
@signed_in
def address_asked() -> str:
    """Says the same whether the address is somebody's or not."""
    address = remembered_address() or _("your new address")
    words = _("We sent a letter to %(address)s.", address=address)
    return letter_sent_page(words, again="accounts.own_address")


@bp.get("/new-address/<letter_token>")
@signed_in
@limiter.limit("60 per hour")
def new_address(letter_token: str) -> Response:
    """The page behind the link in the letter to the new address. Only for whose account it is:
    somebody else who reads there would otherwise lend their address to an account not theirs."""
    form = LinkForm(formdata=None, letter_token=letter_token)
    address = changing.look(letter_token, reader=current_viewer())
    action = url_for("accounts.take_address")
    page = render("accounts/new_address.html", form=form, address=address, form_action=action)
    return never_stored(page)


@bp.post("/new-address")
@signed_in
@limiter.limit("60 per hour")
@unit_of_work()
def take_address() -> Any:
    """From now on the new address is the one to sign in with."""
    word = LinkForm(request.form).letter_token.data or ""
    changing.take_address(word, reader=current_viewer())
    flash(_("Saved. From now on, sign in with your new address."), "ok")
    return redirect(url_for("accounts.sign_in_details"), 303)


@bp.get("/me/password")
@signed_in
@recently_proved
def own_password() -> str:
    """Which password from now on?"""
    return _password_page(NewPasswordForm(formdata=None))


@bp.post("/me/password")
@signed_in
@recently_proved
@limiter.limit("30 per hour")
def save_password() -> Any:
    """Hashed before the unit of work. This device goes on under a new word, all others end."""
    form, viewer = NewPasswordForm(request.form), current_viewer()
    if not form.validate():
        return _password_page(form), 422
    said, site_name = form.values["password"], current_app.config["SITE_NAME"]
    try:
        ready = changing.prepare_password(by=viewer, password=said, site_name=site_name)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _password_page(form), 422
    with unit_of_work():
        changing.change_password(by=viewer, password_hash=ready)
    flash(_("Your new password is saved. All other devices are signed out."), "ok")
    response = go_on(url_for("accounts.sign_in_details"))
    limits.remember_device(response, viewer.id)
    return response


@limits.comes_back("accounts.save_address")
def _address_later(message: str) -> str:
    form = NewAddressForm(request.form)
    form.refuse("email", message)
    return _address_page(form)


def _address_page(form: NewAddressForm) -> str:
    back = url_for("accounts.sign_in_details")
    return render("accounts/address.html", form=form, back_href=back)


def _password_page(form: NewPasswordForm) -> str:
    action, back = url_for("accounts.save_password"), url_for("accounts.sign_in_details")
    return render("accounts/new_password.html", form=form, form_action=action, back_href=back)
