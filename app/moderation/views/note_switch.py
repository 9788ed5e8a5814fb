"""At the desk: hiding all notes at once, and showing them again."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.errors import Invalid
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.switching import SwitchForm
from app.moderation.queries.notes import newest_switch
from app.moderation.services.comparing_lines import last_compared
from app.moderation.services.switching_notes import switch_notes
from app.moderation.steps import DESK
from app.moderation.views.blueprint import bp


@bp.get("/desk/notes")
@requires_role(*DESK)
def note_switch() -> Any:
    """How it stands, and the switch."""
    return _page(SwitchForm(None))


@bp.post("/desk/notes/hide")
@requires_role(*DESK)
@unit_of_work()
def hide_notes() -> Any:
    """At once nobody sees a note."""
    return _switch(off=True, said=_("All notes are hidden now."))


@bp.post("/desk/notes/show")
@requires_role(*DESK)
@unit_of_work()
def show_notes() -> Any:
    """What was found helpful is shown again."""
    return _switch(off=False, said=_("Notes are shown again."))


def _switch(*, off: bool, said: str) -> Any:
    form = SwitchForm()
    if not form.validate():
        return _page(form), 422
    try:
        switch_notes(by=current_viewer(), off=off, reason=form.reason.data or "")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form), 422
    flash(said, "ok")
    return redirect(url_for("moderation.note_switch"), 303)


def _page(form: SwitchForm) -> str:
    return render(
        "moderation/note_switch.html",
        form=form,
        switch=newest_switch(),
        compared=last_compared(),
    )
