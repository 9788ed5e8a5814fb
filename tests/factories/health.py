"""Evaluations."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Member
from app.catalogue.models import Concept
from app.community.models import Group
from app.core.database import db
from app.health.models import Evaluation, EvaluationPurpose, EvaluationShare, EvaluationStopReason


def evaluation(
    *,
    by: Member,
    treatment: Concept,
    purposes: tuple[Concept, ...] = (),
    shown_to: tuple[Group, ...] = (),
    stop_reasons: tuple[str, ...] = (),
    **values: Any,
) -> Evaluation:
    """A member's evaluation of a treatment for some purposes, shown to some groups."""
    values.setdefault("effectiveness", 3)
    values.setdefault("side_effects", 1)
    values.setdefault("overall", 7)
    row = Evaluation(
        member_id=by.id, treatment_words=treatment.name, treatment_id=treatment.id, **values
    )
    db.session.add(row)
    db.session.flush()
    for purpose in purposes:
        db.session.add(
            EvaluationPurpose(evaluation_id=row.id, words=purpose.name, concept_id=purpose.id)
        )
    for group in shown_to:
        db.session.add(EvaluationShare(evaluation_id=row.id, group_id=group.id))
    for reason in stop_reasons:
        db.session.add(EvaluationStopReason(evaluation_id=row.id, reason=reason))
    db.session.flush()
    return row
