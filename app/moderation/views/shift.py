"""The page of those who sit at the desk: who is there, what was left, how much each one carries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, flash, redirect, url_for
from flask_babel import format_timedelta, get_timezone
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.clock import now
from app.core.errors import Conflict, Invalid
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import desk_wording, permissions
from app.moderation.forms.desk import ShiftEndForm
from app.moderation.queries import shifts
from app.moderation.queries.first_looks import first_looks
from app.moderation.queries.shifts import Span, staffed
from app.moderation.services import shifting
from app.moderation.services.switching_reading import is_stale
from app.moderation.steps import DESK
from app.moderation.views.blueprint import bp
from app.moderation.views.looking import was_quicker

# Figures of the page are about so many days, today included.
DAYS = 7


@bp.get("/desk/shift")
@requires_role(*DESK)
def shift() -> Any:
    """Everything about who sits here."""
    return _page(ShiftEndForm(None))


@bp.post("/desk/shift/begin")
@requires_role(*DESK)
@repeatable
@unit_of_work()
def begin_shift() -> Any:
    """Come to the desk."""
    shifting.begin(by=current_viewer())
    flash(_("Your shift has begun. Thank you for being here."), "ok")
    return redirect(url_for("moderation.shift"), 303)


@bp.post("/desk/shift/break")
@requires_role(*DESK)
@repeatable
@unit_of_work()
def take_break() -> Any:
    """They took one."""
    try:
        shifting.take_break(by=current_viewer())
        flash(_("Good. Counting begins anew."), "ok")
    except Conflict:
        was_quicker()
    return redirect(url_for("moderation.shift"), 303)


@bp.post("/desk/shift/end")
@requires_role(*DESK)
@unit_of_work()
def end_shift() -> Any:
    """Leave it, with a note."""
    form = ShiftEndForm()
    if not form.validate():
        return _page(form), 422
    try:
        shifting.end(by=current_viewer(), note=form.note.data or "")
        flash(_("Your shift has ended. Thank you. What you read here can stay here."), "ok")
    except Conflict:
        was_quicker()
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form), 422
    return redirect(url_for("moderation.shift"), 303)


def _page(form: ShiftEndForm) -> str:
    viewer, at = current_viewer(), now()
    midnight = _midnight(at)
    since = midnight - timedelta(days=DAYS - 1)
    there = shifts.spans(since, at)
    mine = shifts.own_shift(viewer.id)
    return render(
        "moderation/shift.html",
        form=form,
        mine=mine,
        needs_break=shifting.needs_break(mine),
        most=current_app.config["HARD_CASES_BEFORE_BREAK"],
        counts_hard=permissions.can_see_sensitive(viewer),
        is_reading_stale=permissions.can_see_sensitive(viewer) and is_stale(),
        people=shifts.on_shift(at),
        handover=shifts.last_handover(),
        loads=shifts.loads(viewer, since),
        days=_days(there, midnight, at),
        looks=[_look(one) for one in first_looks(viewer, since, there)],
        length=DAYS,
    )


def _midnight(at: datetime) -> datetime:
    zone = ZoneInfo(str(get_timezone()))
    return datetime.combine(at.astimezone(zone).date(), time(), zone)


def _days(there: list[Span], midnight: datetime, at: datetime) -> list[tuple[date, float, float]]:
    """Each day with its staffed hours and how many hours it has had, the newest first."""
    days = []
    for back in range(DAYS):
        begins = datetime.combine(midnight.date() - timedelta(days=back), time(), midnight.tzinfo)
        ends = min(datetime.combine(begins.date() + timedelta(days=1), time(), begins.tzinfo), at)
        hours = (ends.astimezone(at.tzinfo) - begins.astimezone(at.tzinfo)) / timedelta(hours=1)
        days.append((begins.date(), staffed(there, begins, ends) / timedelta(hours=1), hours))
    return days


def _look(one: Any) -> dict[str, Any]:
    """In words."""
    half, calm = one.half, one.half_staffed
    return {
        "level": desk_wording.LEVELS[one.level],
        "opened": one.opened,
        "seen": one.seen,
        "half": format_timedelta(half) if half is not None else "–",
        "half_staffed": format_timedelta(calm) if calm is not None else "–",
    }
