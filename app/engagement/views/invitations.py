"""The one invitation that a reader gets, and what they say to it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, signed_in
from app.core.errors import found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.engagement.forms.welcomes import InvitationForm
from app.engagement.queries.invitations import invitation_of
from app.engagement.services import inviting, wishing
from app.engagement.views.blueprint import bp


@bp.get("/me/invitation")
@signed_in
def invitation() -> Any:
    """Reading is fine; whom one could ask; and two ways to say no."""
    return render("engagement/invitation.html", mine=found(invitation_of(current_viewer())))


@bp.post("/me/invitation")
@signed_in
@repeatable
@unit_of_work()
def answer_invitation() -> Any:
    """Put it away; or prefer to read, which also holds for everything else that could ask."""
    viewer = current_viewer()
    found(invitation_of(viewer))
    if InvitationForm().said.data == "read":
        wishing.prefer_to_read(by=viewer)
        flash(_("Saved. Nobody invites you to write."), "ok")
    else:
        inviting.put_away(by=viewer)
        flash(_("Put away. It does not come again."), "ok")
    return redirect(url_for("engagement.wishes"), 303)
