"""Keeping `is_current` true: one person's newest evaluation of a treatment, and only that one.

Newest by the time it was entered, then by id. A treatment is a concept or, until somebody
decides on it, the proposal made of the person's words.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select, update

from app.core.database import db
from app.health.answers import Named
from app.health.models import Evaluation


def settle_current(
    *, member_id: int, treatment_id: int | None, treatment_proposal_id: int | None
) -> None:
    """Mark the newest, unmark the others. Deleted ones never count."""
    same = _same(member_id, treatment_id, treatment_proposal_id)
    newest = db.session.scalar(
        select(Evaluation.id)
        .where(same, Evaluation.deleted_at.is_(None))
        .order_by(Evaluation.entered_at.desc(), Evaluation.id.desc())
        .limit(1)
    )
    # Unmark first: the database holds at most one mark per person and treatment at any moment.
    stale = and_(same, Evaluation.is_current, Evaluation.id != (newest or 0))
    db.session.execute(update(Evaluation).where(stale).values(is_current=False))
    if newest is not None:
        db.session.execute(
            update(Evaluation).where(Evaluation.id == newest).values(is_current=True)
        )


def not_before_the_newest(moment: datetime, *, of: int, treatment: Named) -> datetime:
    """When something that is said now counts as entered: not before what was said last, also when
    the clock was set back meanwhile. `of`: the member's id."""
    same = _same(of, treatment.concept_id, treatment.proposal_id)
    newest = db.session.scalar(select(func.max(Evaluation.entered_at)).where(same))
    return max(moment, newest) if newest else moment


def settle_current_of(evaluation: Evaluation) -> None:
    """The same, for what this evaluation is about."""
    settle_current(
        member_id=evaluation.member_id,
        treatment_id=evaluation.treatment_id,
        treatment_proposal_id=evaluation.treatment_proposal_id,
    )


def _same(member_id: int, treatment_id: int | None, proposal_id: int | None) -> ColumnElement[bool]:
    if treatment_id is not None:
        about = Evaluation.treatment_id == treatment_id
    else:
        about = and_(
            Evaluation.treatment_id.is_(None), Evaluation.treatment_proposal_id == proposal_id
        )
    return and_(Evaluation.member_id == member_id, about)
