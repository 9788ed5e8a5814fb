"""Thanks that a member received, for them alone."""

from __future__ import annotations

from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.core.access import current_viewer, signed_in
from app.core.templating import render
from app.engagement.services import thanking
from app.engagement.views.blueprint import bp


@bp.get("/me/thanks")
@signed_in
def thanks() -> Any:
    """Month by month, and what was reached in helping others."""
    mine = thanking.received(by=current_viewer())
    if mine is None:
        return render("engagement/thanks.html", is_off=True, months=[], steps=[])
    months = [(format_date(one.day, "LLLL yyyy"), one.thanks) for one in mine.months]
    steps = [*map(_answered, mine.answered), *map(_noted, mine.noted)]
    return render("engagement/thanks.html", is_off=False, months=months, steps=steps)


def _answered(people: int) -> str:
    if people == 1:
        return str(_("You answered somebody's first post."))
    return str(
        ngettext(
            "You answered the first post of %(num)d person.",
            "You answered the first posts of %(num)d people.",
            people,
        )
    )


def _noted(notes: int) -> str:
    if notes == 1:
        return str(_("A note of yours stands under a post and helps others to judge it."))
    return str(
        ngettext(
            "%(num)d note of yours stands under a post.",
            "%(num)d notes of yours stand under posts.",
            notes,
        )
    )
