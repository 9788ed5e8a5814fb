"""The rules that read posts: what they are, what they would find, on and off."""

from __future__ import annotations

import json
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.clock import now
from app.core.errors import Conflict, Invalid
from app.core.jobs.registry import run_later
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation.forms.switching import SwitchForm
from app.moderation.queries import switches
from app.moderation.services import switching, trying_rules
from app.moderation.services.screening import rule_version, standing_rules
from app.moderation.steps import DESK
from app.moderation.views.blueprint import bp


@bp.get("/desk/rules")
@requires_role(*DESK)
def screening_rules() -> Any:
    """Every rule with its words, and the last dry run."""
    return _page(SwitchForm(None))


@bp.post("/desk/rules/try")
@requires_role(*DESK)
@repeatable
@unit_of_work()
def try_rules() -> Any:
    """A worker counts what they would find in the last 30 days, after the answer."""
    try:
        trying_rules.ask(by=current_viewer())
    except Conflict as refusal:
        flash(str(refusal), "info")
    else:
        run_later("moderation.read-for-trials")
        flash(_("The posts are being read. Nothing is changed and nobody is told."), "ok")
    return redirect(url_for("moderation.screening_rules"), 303)


@bp.post("/desk/rules/on")
@requires_role(*DESK)
@unit_of_work()
def switch_rules_on() -> Any:
    """From now on they read what is published."""
    return _switch(is_on=True)


@bp.post("/desk/rules/off")
@requires_role(*DESK)
@unit_of_work()
def switch_rules_off() -> Any:
    """At once they read nothing any more."""
    return _switch(is_on=False)


def _switch(*, is_on: bool) -> Any:
    form = SwitchForm()
    if not form.validate():
        return _page(form), 422
    try:
        switching.switch(by=current_viewer(), on=is_on, reason=form.reason.data or "")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form), 422
    flash(_("They are on.") if is_on else _("They are off."), "ok")
    return redirect(url_for("moderation.screening_rules"), 303)


def _page(form: SwitchForm) -> str:
    language = str(get_locale() or "en")[:2]
    book, run = standing_rules(), switches.newest_run(rule_version())
    return render(
        "moderation/rules.html",
        form=form,
        version=book.version,
        rules=[(rule, rule.told("moderator", language)) for rule in book.rules],
        language=language,
        switch=switches.newest_switch(),
        run=run,
        in_progress=switches.run_in_progress(now()),
        died=switches.run_that_died(now()),
        found=json.loads(run.found) if run else {},
    )
