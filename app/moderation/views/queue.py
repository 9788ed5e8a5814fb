"""The queue of the desk: what waits, in order. Nothing moves while somebody reads."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.core.access import current_viewer, requires_role
from app.core.clock import now
from app.core.errors import Conflict
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import desk_wording
from app.moderation.forms.desk import FilterForm
from app.moderation.queries import queue as cases
from app.moderation.queries.care import due
from app.moderation.queries.queue import HELD_FOR, MOST_COUNTED, Asked, QueueRow
from app.moderation.queries.shifts import Span, spans, staffed
from app.moderation.services import claiming
from app.moderation.services.registering import adapters_of
from app.moderation.views.blueprint import bp
from app.moderation.views.looking import ROLES, age

# What could injure somebody soon gets its first look in so much staffed time (science.md M6).
HARM_WITHIN = timedelta(hours=2)
# Longer ago than this nobody asks who was at the desk.
LOOKS_BACK = timedelta(days=30)
# So many may be quicker before somebody is told to look again.
TRIES = 5


class Line(NamedTuple):
    """A row with its times in words."""

    case: QueueRow
    age: str
    due: str
    in_hands_of: str


def _asked() -> tuple[FilterForm, Asked]:
    groups = adapters_of().groups()
    named = [(group.public_id, group.name) for group in groups]
    form = FilterForm(request.args).offering(cases.levels_of(current_viewer()), named)
    keys = {group.public_id: group.id for group in groups}
    return form, Asked(
        form.chosen_level, form.kind.data, keys.get(form.group.data), form.hands.data
    )


@bp.get("/desk")
@requires_role(*ROLES)
def queue() -> Any:
    """A page of it."""
    viewer = current_viewer()
    form, asked = _asked()
    lines, next_key = _decided(asked) if form.state.data else _waiting(asked)
    return render(
        "moderation/queue.html",
        filters=form,
        lines=lines,
        next_key=next_key,
        is_first="after" not in request.args,
        counts=cases.counts(viewer),
        follow_ups=due(viewer, now().date()),
        most=MOST_COUNTED,
        wording=desk_wording,
    )


def _waiting(asked: Asked) -> tuple[list[Line], str | None]:
    at = now()
    page = cases.waiting(current_viewer(), asked, request.args.get("after"), at)
    there = spans(at - LOOKS_BACK, at)
    return [_line(row, there, at) for row in page.rows], page.next_key


def _decided(asked: Asked) -> tuple[list[Line], str | None]:
    page = cases.decided(current_viewer(), asked, request.args.get("after"))
    return [_line(row, [], now()) for row in page.rows], page.next_key


def _line(row: QueueRow, there: list[Span], at: datetime) -> Line:
    is_held = row.claimed_at is not None and row.claimed_at >= at - HELD_FOR
    due = ""
    if row.level == "harm" and row.first_seen_at is None:
        left = HARM_WITHIN - staffed(there, row.opened_at, at)
        minutes = round(left.total_seconds() / 60)
        due = (
            _("First look in %(minutes)s minutes of staffed time", minutes=minutes)
            if minutes > 0
            else _("The first look is overdue")
        )
    return Line(row, age(row.opened_at), due, (row.claimed_by or _("Somebody")) if is_held else "")


@bp.post("/desk/next")
@requires_role(*ROLES)
@unit_of_work()
def claim_next() -> Any:
    """Take the first one in hand that this person can decide about."""
    viewer = current_viewer()
    form, asked = _asked()
    quicker: list[str] = []
    for _try in range(TRIES):
        case_id = cases.next_free(viewer, asked, quicker, now())
        if case_id is None:
            break
        try:
            claiming.claim(by=viewer, case_id=case_id)
            return redirect(url_for("moderation.case", case_id=case_id), 303)
        except Conflict:
            quicker.append(case_id)
    flash(_("Nothing is free for you just now. That is fine."), "ok")
    return redirect(url_for("moderation.queue", **form.asked), 303)
