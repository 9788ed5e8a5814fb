"""What was decided, for those it concerns: the statement of reasons, and asking for another look."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, signed_in
from app.core.clock import now
from app.core.errors import Conflict, Invalid, found, require
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import permissions, wording
from app.moderation.forms.appealing import AppealForm
from app.moderation.queries.decisions import my_appeal
from app.moderation.queries.reports import report_about
from app.moderation.queries.statements import Statement, statement_of
from app.moderation.services import appealing
from app.moderation.services.stating import Teller
from app.moderation.views.blueprint import bp


def _can_appeal(statement: Statement) -> bool:
    viewer = current_viewer()
    is_author = statement.member_id == viewer.id
    return permissions.can_appeal(viewer, statement, now(), reported=not is_author)


@bp.get("/me/decisions/<decision_id>")
@signed_in
def my_decision(decision_id: str) -> str:
    """All of it for the author; for reporters what was done, without what is the author's."""
    viewer = current_viewer()
    statement = found(statement_of(viewer, decision_id))
    said = _said_of(statement)
    if statement.member_id == viewer.id:
        fields = Teller(viewer).for_page(statement)
        return render("moderation/decision.html", fields=fields, **said)
    own = found(report_about(viewer, statement.case_id))
    return render("moderation/decision_reporter.html", own=own, **said)


def _said_of(statement: Statement) -> dict[str, Any]:
    viewer = current_viewer()
    own = my_appeal(viewer, statement.id)
    return {
        "statement": statement,
        "appeal": own,
        "can_appeal": own is None and _can_appeal(statement),
        "last_day": Teller(viewer).last_day(statement),
        "wording": wording,
    }


def _to_appeal(decision_id: str) -> Statement:
    statement = found(statement_of(current_viewer(), decision_id))
    require(_can_appeal(statement))
    return statement


def _form_page(statement: Statement, form: AppealForm) -> str:
    said = {"statement": statement, "last_day": Teller(current_viewer()).last_day(statement)}
    return render("moderation/appeal.html", form=form, **said)


@bp.get("/me/decisions/<decision_id>/appeal")
@signed_in
def appeal(decision_id: str) -> Any:
    """What should be looked at again?"""
    statement = _to_appeal(decision_id)
    if my_appeal(current_viewer(), statement.id) is not None:
        return redirect(url_for("moderation.my_decision", decision_id=decision_id))
    return _form_page(statement, AppealForm(None))


@bp.post("/me/decisions/<decision_id>/appeal")
@signed_in
@unit_of_work()
def send_appeal(decision_id: str) -> Any:
    """Once for each person."""
    statement, form = _to_appeal(decision_id), AppealForm()
    if not form.validate():
        return _form_page(statement, form), 422
    try:
        words = form.words.data or ""
        appealing.appeal(by=current_viewer(), decision_id=decision_id, words=words)
        flash(_("Sent. Somebody else looks at it now, and you get their answer."), "ok")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _form_page(statement, form), 422
    except Conflict:
        flash(_("You asked for another look before. One is enough."), "info")
    return redirect(url_for("moderation.my_decision", decision_id=decision_id), 303)
