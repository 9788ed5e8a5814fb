"""My second step: what is set up, an app for codes, and recovery codes.

Also where staff are led who have none yet, or have not given it in this session.
"""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.accounts.forms.second_step import FirstCodeForm
from app.accounts.queries import proofs
from app.accounts.services import (
    codes,
    passkey_proofs,
    recovery_codes,
    second_step,
    sessions,
)
from app.accounts.views import bp
from app.accounts.views.arriving import under_a_new_word
from app.accounts.views.proving import recently_proved
from app.accounts.views.sign_in_details import Row, row
from app.core.access import current_viewer, open_before_second_factor, signed_in
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer


@bp.get("/me/second-step", endpoint="second_step")
@signed_in
@open_before_second_factor
def my_second_step() -> str:
    """What it is for, what there is, and one thing to do next."""
    viewer = current_viewer()
    generator = proofs.generator_of(viewer.id)
    return render(
        "accounts/second_step.html",
        is_app_on=generator is not None and generator.confirmed_at is not None,
        passkeys=len(proofs.passkeys_of(viewer.id)),
        are_passkeys_possible=passkey_proofs.are_possible(),
        codes_left=proofs.recovery_codes_left(viewer.id),
        is_waiting=bool(viewer.waiting_roles),
        is_exempt=bool(viewer.roles) and sessions.is_exempt(proofs.origin_of(viewer)),
    )


@bp.post("/me/second-step/app")
@signed_in
@open_before_second_factor
@recently_proved
@repeatable
@unit_of_work()
def begin_codes() -> Response:
    """Draw the key that the app will need."""
    codes.begin(by=current_viewer())
    return redirect(url_for("accounts.set_up_codes"), 303)


@bp.get("/me/second-step/app")
@signed_in
@open_before_second_factor
@recently_proved
def set_up_codes() -> Any:
    """The key as a picture and as text, and a box for the first code."""
    return _set_up_page(FirstCodeForm(formdata=None), 200)


@bp.post("/me/second-step/app/confirm")
@signed_in
@open_before_second_factor
@recently_proved
@limiter.limit("10 per minute", key_func=lambda: f"first-code:{current_viewer().id}")
@repeatable
@unit_of_work()
def confirm_codes() -> Any:
    """The first code shows that the app works: from now on it is asked for. The key is shown again
    beside a wrong one, so this page is as grave as the one before."""
    form, viewer = FirstCodeForm(request.form), current_viewer()
    if not form.validate():
        return _set_up_page(form, 422)
    if not codes.confirm(by=viewer, code=form.values["code"]):
        form.refuse("code", _("This is not the code of now. Wait for the next one and write that."))
        return _set_up_page(form, 422)
    flash(_("Your app is set up. From now on we ask for its code."), "ok")
    return after_adding(second_step.codes_if_first(by=viewer))


@bp.post("/me/second-step/app/remove")
@signed_in
@open_before_second_factor
@recently_proved
@repeatable
@unit_of_work()
def remove_codes() -> Response:
    """Forget the app."""
    viewer = current_viewer()
    if codes.remove(member_id=viewer.id, public_id=viewer.public_id):
        second_step.after_removing(viewer.id)
        flash(_("We do not ask for codes of that app any more."), "ok")
    return redirect(url_for("accounts.second_step"), 303)


@bp.post("/me/second-step/recovery-codes")
@signed_in
@open_before_second_factor
@recently_proved
@repeatable
@unit_of_work()
def renew_recovery_codes() -> Any:
    """Ten new ones, shown on this answer and never again."""
    viewer = current_viewer()
    if not proofs.has_second_step(viewer.id):
        return redirect(url_for("accounts.second_step"), 303)
    return _codes_page(recovery_codes.renew(by=viewer))


def after_adding(new_codes: list[str]) -> Response:
    """The new second step was just used: this session has it, under a new word. Shows recovery
    codes when there are new ones. Needs an open unit of work."""
    sessions.note_second_step(current_viewer().session_id)
    if new_codes:
        response = Response(_codes_page(new_codes), mimetype="text/html")
    else:
        response = redirect(url_for("accounts.second_step"), 303)
    return under_a_new_word(response)


def _codes_page(new_codes: list[str]) -> str:
    return render("accounts/recovery_codes.html", codes=new_codes)


def _set_up_page(form: FirstCodeForm, status: int) -> Any:
    viewer = current_viewer()
    seed = codes.seed_to_show(viewer)
    if seed is None:
        return redirect(url_for("accounts.second_step"), 303)
    page = render(
        "accounts/set_up_codes.html",
        form=form,
        picture=_picture(codes.address_for_apps(viewer, seed)),
        groups=[seed[at : at + 4] for at in range(0, len(seed), 4)],
    )
    return page, status


def _picture(address: str) -> Markup:
    """The QR code, drawn into the page: no request and no style of its own. Dark on light in
    every theme, because cameras want it so."""
    import segno

    drawn = segno.make(address, error="m").svg_inline(
        dark="#000", light="#fff", border=3, omitsize=True, svgclass=None, lineclass=None
    )
    drawn = drawn.replace("<svg ", '<svg aria-hidden="true" ', 1)  # the frame around it has words
    return Markup(drawn)  # noqa: S704 - made of squares by the library, no text goes in


@row
def _second_step(viewer: Viewer) -> list[Row]:
    generator = proofs.generator_of(viewer.id)
    has_app = generator is not None and generator.confirmed_at is not None
    keys = len(proofs.passkeys_of(viewer.id))
    words = [_("Codes from an app")] if has_app else []
    words += [ngettext("%(num)d passkey", "%(num)d passkeys", keys)] if keys else []
    href = url_for("accounts.second_step")
    return [{"key": _("Second step"), "value": ", ".join(words) or _("None yet"), "href": href}]
