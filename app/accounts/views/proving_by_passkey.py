"""Proving once more who one is with a passkey, in place of the password."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.proving import ProveForm
from app.accounts.queries import proofs
from app.accounts.services import passkey_proofs, sessions
from app.accounts.views import asking_passkeys, bp, limits
from app.accounts.views.proving import go_on, other_way
from app.core.access import current_viewer, open_before_second_factor, signed_in
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.security.local_paths import local_path
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer


@bp.get("/me/prove/passkey")
@signed_in
@open_before_second_factor
def prove_by_passkey() -> str:
    """One press, and the device asks for finger, face or number."""
    return _page(ProveForm(formdata=None), request.args.get("next"))


@bp.post("/me/prove/passkey/options")
@signed_in
@open_before_second_factor
@repeatable
@limiter.limit("30 per minute")
@unit_of_work()
def ask_for_passkey_again() -> Response:
    """What the browser needs to ask the device, as JSON."""
    return asking_passkeys.as_json(passkey_proofs.ask_again(current_viewer().id, alone=True))


@bp.post("/me/prove/passkey")
@signed_in
@open_before_second_factor
@repeatable
@limiter.limit("20 per minute; 200 per hour", deduct_when=limits.has_failed)
@unit_of_work()
def send_passkey_proof() -> Any:
    """Check it and go on. The device and its finger, face or number are two factors."""
    viewer, answer = current_viewer(), request.form.get("answer", "")
    word = asking_passkeys.word()
    if passkey_proofs.proves(viewer.id, word=word, answer=answer, alone=True):
        sessions.note_second_step(viewer.session_id)
        return go_on(request.form.get("next"))
    form = ProveForm(formdata=None)
    form.form_errors.append(_("The passkey did not work. Try again, or use your password."))
    return _page(form, request.form.get("next")), 401


def _page(form: ProveForm, wanted: str | None) -> str:
    goal = local_path(wanted, url_for("accounts.me"))
    return render("accounts/prove_by_passkey.html", form=form, goal=goal)


@other_way
def _with_a_passkey(viewer: Viewer, wanted: str) -> tuple[str, str] | None:
    if not passkey_proofs.are_possible() or not proofs.passkeys_of(viewer.id):
        return None
    return _("Use a passkey"), url_for("accounts.prove_by_passkey", next=wanted)
