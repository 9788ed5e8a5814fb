"""How I sign in: one page, to which every way of proving oneself adds its rows.

`@row` on a function that takes the viewer and gives rows (key, value, href, change) puts them on the
page, in the order in which the modules of views are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.accounts.services import changing
from app.accounts.views import bp
from app.core.access import current_viewer, signed_in
from app.core.templating import render
from app.core.viewer import Viewer

Row = dict[str, Any]
Maker = Callable[[Viewer], list[Row]]
makers: list[Maker] = []


def row(maker: Maker) -> Maker:
    """Register what gives one or more rows of the page."""
    makers.append(maker)
    return maker


@bp.get("/me/sign-in")
@signed_in
def sign_in_details() -> str:
    """Everything that opens this account, each with its way to change it."""
    rows = [one for make in makers for one in make(current_viewer())]
    return render("accounts/sign_in_details.html", rows=rows)


@row
def _address_and_password(viewer: Viewer) -> list[Row]:
    return [
        {
            "key": _("E-mail address"),
            "value": changing.own_address(viewer),
            "href": url_for("accounts.own_address"),
        },
        {
            "key": _("Password"),
            "value": _("Chosen, not shown"),
            "href": url_for("accounts.own_password"),
        },
    ]
