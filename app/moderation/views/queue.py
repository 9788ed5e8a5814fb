"""The queue of the desk: what waits, in order. Nothing moves while somebody reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.access import current_viewer, requires_role
from app.core.clock import now
from app.core.errors import Conflict, Invalid
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.moderation import desk_wording
from app.moderation.forms.desk import ChosenForm, FilterForm
from app.moderation.queries import queue as cases
from app.moderation.queries.care import calls_for
from app.moderation.queries.cases import is_in_hand_at
from app.moderation.queries.holds import held_since
from app.moderation.queries.queue import MOST_COUNTED, Asked, QueueRow
from app.moderation.queries.shifts import Span, spans, staffed
from app.moderation.services import claiming
from app.moderation.services.claiming_many import Claimed, claim_chosen
from app.moderation.services.lifting import LOOKS_BACK
from app.moderation.services.own_model import own_model
from app.moderation.services.registering import adapters_of
from app.moderation.steps import DESK, SAFEGUARDING, SENSITIVE
from app.moderation.views.blueprint import bp
from app.moderation.views.looking import age

# What could injure somebody soon gets its first look in so much staffed time (science.md M6).
HARM_WITHIN = timedelta(hours=2)
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
@requires_role(*DESK)
def queue() -> Any:
    """A page of it."""
    return _page(ChosenForm(None))


def _page(chosen: ChosenForm) -> str:
    viewer = current_viewer()
    form, asked = _asked()
    lines, next_key = _decided(asked) if form.state.data else _waiting(asked)
    looks_after = viewer.has_role(SAFEGUARDING)
    urgent = [line.case.id for line in lines if looks_after and line.case.level in SENSITIVE]
    return render(
        "moderation/queue.html",
        filters=form,
        chosen=chosen,
        lines=lines,
        next_key=next_key,
        is_first="after" not in request.args,
        counts=cases.counts(viewer),
        calls=calls_for(viewer, now().date()),
        looks_after=looks_after,
        held=held_since(urgent),
        model_fault=own_model().fault if looks_after else "",
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
    due = ""
    if row.level == "harm" and row.first_seen_at is None:
        left = HARM_WITHIN - staffed(there, row.opened_at, at)
        minutes = round(left.total_seconds() / 60)
        due = (
            _("First look in %(minutes)s minutes of staffed time", minutes=minutes)
            if minutes > 0
            else _("The first look is overdue")
        )
    holder = (row.claimed_by or _("Somebody")) if is_in_hand_at(row.claimed_at, at) else ""
    return Line(row, age(row.opened_at), due, holder)


@bp.post("/desk/next")
@requires_role(*DESK)
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


@bp.post("/desk/take")
@requires_role(*DESK)
@repeatable
@unit_of_work()
def claim_several() -> Any:
    """Take the chosen ones in hand, and say which somebody else had."""
    form = ChosenForm()
    try:
        done = claim_chosen(by=current_viewer(), case_ids=form.case.data or ())
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(form), 422
    for words, kind in _told(done):
        flash(words, kind)
    return redirect(url_for("moderation.queue", **_asked()[0].asked), 303)


def _told(done: Claimed) -> Iterator[tuple[str, str]]:
    """What became of them, in words."""
    if done.taken:
        count = len(done.taken)
        yield (
            ngettext("You took %(num)d case in hand.", "You took %(num)d cases in hand.", count),
            "ok",
        )
    if done.quicker:
        yield _("Somebody was quicker with: %(cases)s.", cases=_named(done.quicker)), "info"
    if done.refused:
        yield _("Not for you to decide: %(cases)s.", cases=_named(done.refused)), "info"


def _named(case_ids: list[str]) -> str:
    return ", ".join(_("Case %(id)s", id=case_id[:6]) for case_id in case_ids)
