"""Sign-in and sign-out."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.signing_in import SignInForm
from app.accounts.queries import proofs
from app.accounts.services import passkey_proofs, sessions, signing_in
from app.accounts.views import asking_passkeys, bp, limits
from app.accounts.views.arriving import Arrival, let_in
from app.accounts.views.second_step import to_second_step
from app.core.access import current_viewer, open_before_second_factor, public
from app.core.logging import security_event
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.security.cookies import SESSION, clear_cookie
from app.core.security.local_paths import local_path
from app.core.templating import render
from app.core.transactions import unit_of_work


def sign_in_page(form: SignInForm, *, is_kept: bool = False) -> str:
    """The page with the form; also shown in place of a page that needs signing in."""
    has_passkeys = passkey_proofs.are_possible()
    return render("accounts/sign_in.html", form=form, is_kept=is_kept, has_passkeys=has_passkeys)


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
        security_event("sign_in_failed", way="password")
        form.refuse("email", _("This address and password do not belong together. Try again."))
        return sign_in_page(form), 401
    with unit_of_work():
        return _after_password(proof, form)


@limits.comes_back("accounts.send_sign_in")
def _sign_in_later(message: str) -> str:
    form = SignInForm(request.form)
    form.refuse("email", message)
    return sign_in_page(form)


def _after_password(proof: signing_in.Proof, form: SignInForm) -> Response:
    """In, or on to the second step. Whether the device is known is asked before the hash is made
    anew, because the mark rests on the hash."""
    is_known = limits.knows(proof.member_id)
    signing_in.keep_renewed_hash(proof)
    shared, goal = bool(form.shared.data), form.next.data or ""
    if proofs.has_second_step(proof.member_id):
        return to_second_step(proof.member_id, shared=shared, goal=goal, known=is_known)
    who = Arrival(
        member_id=proof.member_id,
        way="password",
        with_second_factor=False,
        shared=shared,
        goal=goal,
        is_known_device=is_known,
    )
    return let_in(who)


@bp.post("/sign-in/passkey/options")
@public
@repeatable
@limiter.limit("30 per minute; 300 per hour")
@unit_of_work()
def ask_for_passkey() -> Response:
    """What the browser needs to ask the device, as JSON: the same for everybody."""
    return asking_passkeys.as_json(passkey_proofs.ask_anybody())


@bp.post("/sign-in/passkey")
@public
@repeatable
@limiter.limit("20 per minute; 200 per hour", deduct_when=limits.has_failed)
@unit_of_work()
def send_passkey() -> Any:
    """Sign in without address and password: device and finger, face or number are two factors."""
    answer = request.form.get("answer", "")
    member_id = passkey_proofs.who_signs_in(word=asking_passkeys.word(), answer=answer)
    if member_id:
        return let_in(_with_passkey(member_id))
    security_event("sign_in_failed", way="passkey")
    form = SignInForm(formdata=None, next=local_path(request.form.get("next"), ""))
    form.form_errors.append(_("The passkey did not work. Try again, or use your password."))
    return sign_in_page(form), 401


def _with_passkey(member_id: int) -> Arrival:
    return Arrival(
        member_id=member_id,
        way="passkey",
        with_second_factor=True,
        shared=False,
        goal=request.form.get("next", ""),
        is_known_device=limits.knows(member_id),
    )


@bp.post("/sign-out")
@public
@open_before_second_factor
@repeatable
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
@open_before_second_factor
def signed_out() -> str:
    """Says that it worked."""
    return render("accounts/signed_out.html")
