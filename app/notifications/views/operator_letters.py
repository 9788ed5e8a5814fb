"""The operator's page of letters: what waits, and what did not arrive."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.mail.transports import Folder, transport
from app.core.templating import moment, render
from app.core.transactions import unit_of_work
from app.notifications.queries import letters as rows
from app.notifications.services import letters
from app.notifications.views import bp


@bp.get("/operator/letters")
@requires_role("operator")
def operator_letters() -> str:
    """Counts, and each letter that was given up, without address and words."""
    page = rows.dead(request.args.get("after"))
    lines = [(row, _what_went_wrong(row.last_error)) for row in page.rows]
    way = transport(current_app._get_current_object())  # type: ignore[attr-defined]
    folder = str(way.path) if isinstance(way, Folder) else ""
    return render(
        "notifications/operator_letters.html",
        lines=lines,
        next_key=page.next_key,
        summary=_summary(),
        folder=folder,
    )


@bp.post("/operator/letters/<public_id>/again")
@requires_role("operator")
@unit_of_work()
def try_letter_again(public_id: str) -> Any:
    """Send it once more."""
    letters.try_again(by=current_viewer(), public_id=public_id)
    flash(_("The letter will be sent once more."), "ok")
    return redirect(url_for("notifications.operator_letters"), 303)


@bp.post("/operator/letters/<public_id>/drop")
@requires_role("operator")
@unit_of_work()
def drop_letter(public_id: str) -> Any:
    """Forget it."""
    letters.drop(by=current_viewer(), public_id=public_id)
    flash(_("The letter is gone."), "ok")
    return redirect(url_for("notifications.operator_letters"), 303)


def _summary() -> list[dict[str, Any]]:
    counts, since = rows.counted(), rows.waiting_since()
    waiting = str(counts["waiting"])
    if since:
        waiting = _("%(count)s, the oldest since %(moment)s", count=waiting, moment=moment(since))
    return [
        {"key": _("Waiting"), "value": waiting},
        {"key": _("Sent in the last 30 days"), "value": str(counts["sent"])},
        {"key": _("Did not arrive"), "value": str(counts["dead"])},
    ]


def _what_went_wrong(kind: str) -> str:
    """The kind of the error in words, with the code that a mail server's manual knows."""
    if kind == "expired":
        words = _("It came too late: the link in it had run out.")
    elif kind == "interrupted":
        words = _("The worker ended during every try.")
    elif kind.isdigit() and kind.startswith("5"):
        words = _("The mail server refused it (%(code)s).", code=kind)
    elif kind.isdigit():
        words = _("The mail server put it off too often (%(code)s).", code=kind)
    else:
        words = _("It could not be handed over (%(code)s).", code=kind)
    return str(words)
