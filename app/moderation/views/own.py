"""A member's own part in moderation: what they reported, and how they stand."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, signed_in
from app.core.clock import now
from app.core.errors import found
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import wording
from app.moderation.queries import decisions, reports
from app.moderation.queries.holds import Waiting, my_waiting
from app.moderation.queries.standing import restrictions_now
from app.moderation.services import reporting
from app.moderation.services.registering import adapters_of
from app.moderation.services.weighing import accuracy
from app.moderation.views.blueprint import bp


def _agreed() -> tuple[int, int]:
    """With how many of the viewer's decided reports moderators agreed, and how many those are."""
    agreed, disagreed = accuracy(reports.past_outcomes(current_viewer().id))
    return agreed, agreed + disagreed


@bp.get("/me/reports")
@signed_in
def my_reports() -> str:
    """Each with what became of it, the newest first."""
    agreed, decided = _agreed()
    return render(
        "moderation/reports.html",
        page=reports.my_reports(current_viewer(), request.args.get("after")),
        agreed=agreed,
        decided=decided,
        wording=wording,
    )


@bp.post("/me/reports/<report_id>/take-back")
@signed_in
@unit_of_work()
def take_back_report(report_id: str) -> Any:
    """The member thinks better of it, before it is decided."""
    reporting.take_back(by=current_viewer(), report_id=report_id)
    flash(_("You took your report back."), "ok")
    return redirect(url_for("moderation.my_reports"), 303)


@bp.get("/me/reports/<report_id>/thing")
@signed_in
def reported_thing(report_id: str) -> Any:
    """To what a report of one's own is about, where one still reads it."""
    kind, thing_id = found(reports.thing_of_report(current_viewer(), report_id))
    adapter = adapters_of().of(kind)
    thing = adapter.seen_by(current_viewer(), thing_id) if adapter else None
    if thing is None:
        flash(_("You cannot read it any more. Perhaps it was taken away, or you left."), "info")
        return redirect(url_for("moderation.my_reports"))
    return redirect(thing.address)


def _waiting(one: Waiting) -> tuple[Waiting, str]:
    """With the address at which its author reads it; none where it is gone."""
    adapter = adapters_of().of(one.kind)
    thing = adapter.find(one.thing_id) if adapter else None
    return one, thing.address if thing is not None and thing.waits else ""


@bp.get("/me/standing")
@signed_in
def standing() -> str:
    """Every decision about the member, what holds now, and how their reports turned out."""
    viewer = current_viewer()
    agreed, decided = _agreed()
    return render(
        "moderation/standing.html",
        page=decisions.my_decisions(viewer, request.args.get("after")),
        holding=restrictions_now(viewer, now()),
        waiting=[_waiting(one) for one in my_waiting(viewer)],
        agreed=agreed,
        decided=decided,
        wording=wording,
    )
