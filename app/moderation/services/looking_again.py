"""A part of each month's decisions is judged by a second moderator who does not see the first answer;
how often both agree is shown (science.md M20, `agreeing.py`)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, found
from app.core.viewer import Viewer
from app.moderation.models import Decision, SecondLook
from app.moderation.queries import again
from app.moderation.services.agreeing import Agreement, agreement, sample
from app.moderation.services.transparency.quarters import quarter_of
from app.moderation.steps import NOTHING

# How many months, this one included, are drawn from.
MONTHS = 2


def drawn(at: datetime) -> list[str]:
    """Public ids of the decisions of this month and the last one that a second moderator judges: 5 %
    of each month, at least 20. While a month runs, a new decision can take the place of another."""
    chosen: list[str] = []
    for year, month in again.months_before(at, MONTHS):
        chosen += sample(again.taken_in(year, month), f"{year}-{month:02}")
    return chosen


def to_judge(viewer: Viewer, at: datetime) -> list[again.Question]:
    """Those that this person can judge: taken by somebody else, about neither their own words nor
    their own report, and judged by nobody yet. The oldest first."""
    return again.open_questions(viewer, drawn(at))


def judge(*, by: Viewer, decision_id: str, acts: bool) -> None:
    """Whether this person would have done something. Needs an open unit of work.

    Raises:
        NotFound: it was not drawn, or is not theirs to judge.
        Conflict: somebody judged it meanwhile.
    """
    found(next((one for one in to_judge(by, now()) if one.public_id == decision_id), None))
    which = select(Decision.id).where(Decision.public_id == decision_id).with_for_update()
    key = found(db.session.scalar(which))
    taken = select(SecondLook.id).where(SecondLook.decision_id == key).limit(1)
    if db.session.scalar(taken) is not None:
        raise Conflict
    row = SecondLook(decision_id=key, by_id=by.id, acts=acts)
    db.session.add(row)
    db.session.flush()
    record(by=by, action="second_look_given", details={
        "decision": decision_id, "acts": acts, "quarter": quarter_of(row.made_at),
    })  # fmt: skip


def agreement_since(since: datetime) -> Agreement:
    """How far first and second answers agree on whether something should be done."""
    return agreement(
        ("act" if action != NOTHING else "leave", "act" if acts else "leave")
        for action, acts in again.pairs(since)
    )
