"""A copy of everything that is stored about the member."""

from __future__ import annotations

from flask import Response as FileResponse
from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.accounts.services import exporting
from app.accounts.views import bp, limits
from app.accounts.views.proving import recently_proved
from app.core.access import current_viewer, signed_in
from app.core.jobs.registry import run_later
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/me/export")
@signed_in
def export() -> str:
    """What was asked for, what is ready, and the button to ask."""
    return render("accounts/export.html", copies=exporting.mine(current_viewer()))


@bp.post("/me/export")
@signed_in
@recently_proved
@unit_of_work()
def ask_for_export() -> Response:
    """A worker makes it after the answer."""
    copy = exporting.ask(by=current_viewer())
    run_later("accounts.make-export", copy.id)
    return redirect(url_for("accounts.export"), 303)


@bp.get("/me/export/<export_id>/file")
@signed_in
@recently_proved
@limiter.limit("20 per hour", key_func=limits.own_account)
def fetch_export(export_id: str) -> FileResponse:
    """The zip, to its member only."""
    content = exporting.fetch(by=current_viewer(), public_id=export_id)
    kept_as = {"Content-Disposition": 'attachment; filename="my-data.zip"'}
    return FileResponse(content, mimetype="application/zip", headers=kept_as)
