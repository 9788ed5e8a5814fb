"""Who saw what of mine, and why."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import lazy_gettext as _l

from app.audit import queries
from app.audit.actions import ACTIONS
from app.core.access import current_viewer, signed_in
from app.core.templating import moment, render
from app.core.viewer import Viewer

bp = Blueprint("audit", __name__)

# The capacity, not the name: who looks after a community is not to be looked up by it.
CAPACITIES = {
    "member": _l("Another member"),
    "carer": _l("Your carer"),
    "moderator": _l("A moderator"),
    "clinician": _l("A clinician"),
    "operator": _l("An operator"),
    "server": _l("The site itself"),
}


@bp.get("/me/who-saw")
@signed_in
def who_saw() -> str:
    """Every entry of the log that concerns the viewer, newest first."""
    viewer = current_viewer()
    page = queries.about(viewer, request.args.get("after"))
    older = url_for("audit.who_saw", after=page.next_key) if page.next_key else None
    rows = [_cells(row, viewer) for row in page.rows]
    return render(
        "audit/who_saw.html", rows=rows, older=older, is_first="after" not in request.args
    )


def _cells(row: Any, viewer: Viewer) -> list[Any]:
    who = _l("You") if row.actor == viewer.public_id else CAPACITIES[row.role]
    return [moment(row.at), who, ACTIONS[row.action].words, row.purpose or "–"]
