"""Display settings: kept in a cookie, and on the account of a signed-in member."""

from __future__ import annotations

import json
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.accounts.services import settings
from app.core.access import current_viewer, open_before_second_factor, public
from app.core.once import repeatable
from app.core.security.cookies import set_cookie
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.core.viewer import DEFAULT_DISPLAY
from app.web.display import KEEP_SECONDS, chosen_display
from app.web.forms import DisplayForm
from app.web.views import bp


@bp.route("/display", methods=["GET"])
@public
@open_before_second_factor
def display_settings() -> str:
    """The form, with what is chosen now."""
    form = DisplayForm(data={**DEFAULT_DISPLAY, **chosen_display(current_viewer())})
    return render("web/display_settings.html", form=form)


@bp.post("/display")
@public
@open_before_second_factor
@repeatable
@unit_of_work()
def save_display_settings() -> Any:
    """Keep the choices; the next page already follows them."""
    viewer, form = current_viewer(), DisplayForm(request.form)
    if not form.validate():
        return render("web/display_settings.html", form=form), 422
    if viewer.is_signed_in:
        settings.remember_display(by=viewer, display=form.values)
    flash(_("Saved. Every page now looks like this."), "ok")
    response = redirect(url_for("web.display_settings"))
    set_cookie(response, "display", json.dumps(form.values), max_age=KEEP_SECONDS)
    return response
