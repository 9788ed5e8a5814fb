"""Erasing a member's health entries, and the words that only they used in them."""

from __future__ import annotations

from sqlalchemy import delete, select, union

from app.catalogue.services.forgetting import forget_proposals
from app.core.database import db
from app.health.models import Evaluation, EvaluationPurpose


def forget_member(*, member_id: int) -> None:
    """Every entry of the member goes, with all its parts. Needs an open unit of work."""
    db.session.execute(delete(Evaluation).where(Evaluation.member_id == member_id))
    used = union(
        select(Evaluation.treatment_proposal_id.label("id")),
        select(EvaluationPurpose.proposal_id),
    ).subquery()
    forget_proposals(member_id=member_id, in_use=select(used.c.id).where(used.c.id.is_not(None)))
