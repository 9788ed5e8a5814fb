"""At the desk: reading posts for signs of distress, on and off."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.errors import Invalid
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.switching import SwitchForm
from app.moderation.queries.switches import newest_reading_switch
from app.moderation.services.switching_reading import LEAST_PEOPLE, switch_reading
from app.moderation.services.triaging.lexicons import lexicon_version
from app.moderation.views.blueprint import bp

ROLES = ("safeguarding", "operator")


@bp.get("/desk/reading")
@requires_role(*ROLES)
def reading_switch() -> Any:
    """How it stands, and the switch."""
    return _page(SwitchForm(None))


@bp.post("/desk/reading/on")
@requires_role(*ROLES)
@unit_of_work()
def switch_reading_on() -> Any:
    """From now on the lexicons read what is published in groups."""
    return _switch(is_on=True)


@bp.post("/desk/reading/off")
@requires_role(*ROLES)
@unit_of_work()
def switch_reading_off() -> Any:
    """At once they read nothing any more."""
    return _switch(is_on=False)


def _switch(*, is_on: bool) -> Any:
    form = SwitchForm()
    if not form.validate():
        return _page(form), 422
    try:
        switch_reading(by=current_viewer(), on=is_on, reason=form.reason.data or "")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form), 422
    said = _("Posts are read from now on.") if is_on else _("No program reads posts for this now.")
    flash(said, "ok")
    return redirect(url_for("moderation.reading_switch"), 303)


def _page(form: SwitchForm) -> str:
    return render(
        "moderation/reading_switch.html",
        form=form,
        switch=newest_reading_switch(),
        version=lexicon_version(),
        least=LEAST_PEOPLE,
        is_at_desk=current_viewer().has_role("safeguarding"),
    )
