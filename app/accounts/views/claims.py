"""Being verified as a clinician: the member's own page, and the operator's."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.wrappers import Response

from app.accounts.forms.claims import ClaimForm, DecideForm
from app.accounts.queries import claims
from app.accounts.services import verifying_clinicians
from app.accounts.views import bp
from app.accounts.views.proving import recently_proved
from app.audit.services.recording import record_view
from app.core.access import current_viewer, requires_role, signed_in
from app.core.errors import Conflict, Invalid, found
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.core.uploads import attachment_headers, document, takes_upload

SUFFIXES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}


@bp.get("/me/clinician")
@signed_in
def my_claim() -> str:
    """Where my claim stands; the form when none is waiting."""
    return _claim_page(ClaimForm(formdata=None))


@bp.post("/me/clinician")
@signed_in
@takes_upload
@limiter.limit("10 per hour")
def send_claim() -> Any:
    """Check the document and keep it sealed. Pressed twice, the page shows the claim that waits."""
    form = ClaimForm()
    if not form.validate():
        return _claim_page(form), 422
    try:
        with suppress(Conflict):
            _send(form)
            flash(_("Thank you. An operator looks it up; you hear from us here and by mail."), "ok")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _claim_page(form), 422
    return redirect(url_for("accounts.my_claim"), 303)


@bp.post("/me/clinician/withdraw")
@signed_in
@unit_of_work()
def withdraw_claim() -> Response:
    """Take it back; the document is deleted."""
    verifying_clinicians.withdraw(by=current_viewer())
    flash(_("Taken back. The document is deleted."), "ok")
    return redirect(url_for("accounts.my_claim"), 303)


@bp.get("/operator/clinicians")
@requires_role("operator")
def claims_to_decide() -> str:
    """What waits, the longest waiting first."""
    return render("accounts/claims.html", claims=claims.waiting())


@bp.get("/operator/clinicians/<claim_id>")
@requires_role("operator")
def claim_to_decide(claim_id: str) -> str:
    """One claim; opening it stands in the log."""
    return _decide_page(found(claims.one(claim_id)), DecideForm(formdata=None))


@bp.post("/operator/clinicians/<claim_id>/document")
@requires_role("operator")
@unit_of_work()
def claim_document(claim_id: str) -> Response:
    """The document as a file to save. By POST: it writes a line into the log first."""
    row = found(claims.one(claim_id))
    content = verifying_clinicians.document_of(by=current_viewer(), public_id=claim_id)
    response = make_response(content)
    suffix = SUFFIXES[row.document_type]
    response.headers.update(attachment_headers(row.document_type, suffix, name="registration"))
    return response


@bp.post("/operator/clinicians/<claim_id>")
@requires_role("operator")
@recently_proved
@unit_of_work()
def decide_claim(claim_id: str) -> Any:
    """Accept for a year, or refuse."""
    row, form = found(claims.one(claim_id)), DecideForm(request.form)
    if not form.validate():
        return _decide_page(row, form), 422
    is_accepted, reason = form.values["answer"] == "yes", form.values["reason"]
    viewer = current_viewer()
    verifying_clinicians.decide(
        by=viewer, public_id=claim_id, is_accepted=is_accepted, reason=reason
    )
    flash(_("Decided. The person was told, and the document is deleted."), "ok")
    return redirect(url_for("accounts.claims_to_decide"), 303)


def _send(form: ClaimForm) -> None:
    """The document is checked before the unit of work: drawing a large picture anew takes seconds,
    in which nobody else could write."""
    verifying_clinicians.refuse_a_second(by=current_viewer())
    if "file" not in request.files:
        raise Invalid("file", _("Choose a file."))
    paper = document(request.files["file"].stream)
    said = {name: value for name, value in form.values.items() if name != "file"}
    with unit_of_work():
        verifying_clinicians.claim(by=current_viewer(), document=paper, **said)


def _claim_page(form: ClaimForm) -> str:
    newest = claims.newest_of(current_viewer())
    return render("accounts/my_claim.html", form=form, claim=newest)


def _decide_page(row: Row[Any], form: DecideForm) -> str:
    record_view(by=current_viewer(), subject=row.member_public_id, action="claim_seen")
    return render("accounts/claim.html", form=form, claim=row)
