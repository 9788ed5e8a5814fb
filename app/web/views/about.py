"""What this place is, how it treats data, where to get help, and how accessible it is."""

from __future__ import annotations

from flask import request

from app.core.access import open_before_second_factor, public
from app.core.clock import now
from app.core.templating import render
from app.moderation.queries import helplines
from app.web.guide import samples
from app.web.views import bp


@bp.get("/about")
@public
def about() -> str:
    """Who it is for, how data is used, what it is not."""
    return render("web/about.html")


@bp.get("/help-now")
@public
@open_before_second_factor
def help_now() -> str:
    """Where to turn in an emergency; works without an account and prints."""
    country, today = request.args.get("country", "").upper()[:2], now().date()
    return render(
        "web/help_now.html",
        country=country,
        lines=helplines.shown(country, today),
        countries=helplines.countries(today),
    )


@bp.get("/accessibility")
@public
def accessibility() -> str:
    """What works, what does not yet, and whom to tell."""
    return render("web/accessibility.html")


@bp.get("/about/components")
@public
def components() -> str:
    """Every part that pages are built from, in all its states."""
    return render("web/components.html", **samples())
