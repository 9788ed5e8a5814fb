"""Where a member is signed in."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.queries import sign_ins
from app.accounts.services import sessions
from app.accounts.views import bp
from app.core.access import current_viewer, signed_in
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/me/devices")
@signed_in
def devices() -> str:
    """Every device, in coarse words; this one is marked."""
    viewer = current_viewer()
    return render(
        "accounts/devices.html",
        devices=sessions.devices(viewer),
        sign_ins=sign_ins.latest(viewer),
        here=viewer.session_id,
    )


@bp.post("/me/devices/<device_id>/end")
@signed_in
@repeatable
@unit_of_work()
def end_device(device_id: str) -> Response:
    """Sign one device out."""
    sessions.end_device(by=current_viewer(), public_id=device_id)
    flash(_("That device is signed out."), "ok")
    return redirect(url_for("accounts.devices"), 303)


@bp.post("/me/devices/end-others")
@signed_in
@repeatable
@unit_of_work()
def end_other_devices() -> Response:
    """Sign every device out but this one."""
    count = sessions.end_others(by=current_viewer())
    flash(ngettext("%(num)d device is signed out.", "%(num)d devices are signed out.", count), "ok")
    return redirect(url_for("accounts.devices"), 303)


@bp.get("/me/devices/not-me")
@signed_in
def not_me() -> str:
    """What to do about a sign-in that was somebody else's."""
    return render("accounts/not_me.html")


@bp.post("/me/devices/not-me")
@signed_in
@repeatable
@unit_of_work()
def sign_others_out() -> Response:
    """Every device but this one, and on to a new password."""
    sessions.end_others(by=current_viewer())
    flash(_("All other devices are signed out. Choose a new password now."), "ok")
    return redirect(url_for("accounts.own_password"), 303)
