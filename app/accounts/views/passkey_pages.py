"""My passkeys: listed, added with a name, removed."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.second_step import NewPasskeyForm
from app.accounts.queries import proofs
from app.accounts.services import passkey_proofs, passkeys, second_step
from app.accounts.views import asking_passkeys, bp
from app.accounts.views.proving import recently_proved
from app.accounts.views.setting_up import after_adding
from app.core.access import current_viewer, open_before_second_factor, signed_in
from app.core.errors import Invalid
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/me/passkeys")
@signed_in
@open_before_second_factor
@recently_proved
def my_passkeys() -> str:
    """What there is, and a form for one more."""
    return _page(NewPasskeyForm(formdata=None))


@bp.post("/me/passkeys/options")
@signed_in
@open_before_second_factor
@recently_proved
@repeatable
@limiter.limit("30 per minute")
@unit_of_work()
def ask_for_new_passkey() -> Response:
    """What the browser needs to have the device make a key, as JSON."""
    return asking_passkeys.as_json(passkey_proofs.ask_for_new(current_viewer()))


@bp.post("/me/passkeys")
@signed_in
@open_before_second_factor
@recently_proved
@repeatable
@unit_of_work()
def add_passkey() -> Any:
    """Keep the new key. With the first second step come recovery codes."""
    form, viewer = NewPasskeyForm(request.form), current_viewer()
    if not form.validate():
        return _page(form), 422
    try:
        passkeys.add(by=viewer, word=asking_passkeys.word(), **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form), 422
    flash(_("Your passkey is added."), "ok")
    return after_adding(second_step.codes_if_first(by=viewer))


@bp.post("/me/passkeys/<passkey_id>/remove")
@signed_in
@open_before_second_factor
@recently_proved
@repeatable
@unit_of_work()
def remove_passkey(passkey_id: str) -> Response:
    """Forget one."""
    passkeys.remove(by=current_viewer(), public_id=passkey_id)
    second_step.after_removing(current_viewer().id)
    flash(_("That passkey is removed. It opens nothing here any more."), "ok")
    return redirect(url_for("accounts.my_passkeys"), 303)


def _page(form: NewPasskeyForm) -> str:
    return render(
        "accounts/my_passkeys.html",
        form=form,
        passkeys=proofs.passkeys_of(current_viewer().id),
        are_possible=passkey_proofs.are_possible(),
    )
