"""Sign-in and sign-out."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.signing_in import SignInForm
from app.accounts.services import sessions, signing_in
from app.accounts.services.devices import device_words
from app.accounts.views import bp, limits
from app.core.access import current_viewer, public
from app.core.rate_limits import limiter
from app.core.security.cookies import SESSION, clear_cookie, set_cookie
from app.core.security.local_paths import local_path
from app.core.templating import render
from app.core.transactions import unit_of_work

COOKIE_SECONDS = int(sessions.MEMBER_LIFE.total_seconds())


def sign_in_page(form: SignInForm, *, is_kept: bool = False) -> str:
    """The page with the form; also shown in place of a page that needs signing in."""
    return render("accounts/sign_in.html", form=form, is_kept=is_kept)


@bp.get("/sign-in")
@public
def sign_in() -> Any:
    """The form; somebody who is signed in is sent on."""
    wanted = local_path(request.args.get("next"), url_for("web.home"))
    if current_viewer().is_signed_in:
        return redirect(wanted)
    return sign_in_page(SignInForm(formdata=None, next=wanted))


@bp.post("/sign-in")
@public
@limiter.limit("20 per minute; 200 per hour", deduct_when=limits.has_failed)
@limiter.limit(
    "5 per minute; 40 per hour", key_func=limits.typed_address, deduct_when=limits.has_failed
)
def send_sign_in() -> Any:
    """Check and start a session. One answer for every way in which it can fail."""
    form = SignInForm(request.form)
    if not form.validate():
        return sign_in_page(form), 422
    said = form.values
    with limits.few_at_once():
        proof = signing_in.prove(email=said["email"], password=said["password"])
    if proof is None:
        form.refuse("email", _("This address and password do not belong together. Try again."))
        return sign_in_page(form), 401
    with unit_of_work():
        if current_viewer().is_signed_in:
            sessions.end_current(by=current_viewer())
        device = device_words(request.user_agent.string)
        word = signing_in.sign_in(proof, device=device, shared=said["shared"])
    return _let_in(form, word)


@limits.comes_back("accounts.send_sign_in")
def _sign_in_later(message: str) -> str:
    form = SignInForm(request.form)
    form.refuse("email", message)
    return sign_in_page(form)


def _let_in(form: SignInForm, word: str) -> Response:
    """On a shared device the browser forgets both cookies when it closes."""
    response = redirect(local_path(form.next.data, url_for("web.home")), 303)
    set_cookie(response, SESSION, word, max_age=None if form.shared.data else COOKIE_SECONDS)
    if not form.shared.data:
        limits.remember_device(response, form.values["email"])
    return response


@bp.post("/sign-out")
@public
@unit_of_work()
def sign_out() -> Response:
    """End this device's session; harmless when it ended before.

    Stored pages and drafts of the browser go too. Cookies are cleared one by one, because the
    header's "cookies" would also sign the person out of other sites of the same domain.
    """
    if current_viewer().is_signed_in:
        sessions.end_current(by=current_viewer())
    session.clear()
    response = redirect(url_for("accounts.signed_out"), 303)
    clear_cookie(response, SESSION)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/signed-out")
@public
def signed_out() -> str:
    """Says that it worked."""
    return render("accounts/signed_out.html")
