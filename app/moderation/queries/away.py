"""What moderators took away, for the packages that own it: by which rule, and whether its words are
still needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from app.core.database import db
from app.moderation.models import Appeal, Case, Decision
from app.moderation.steps import HIDE, REMOVE

_TOOK_AWAY = and_(
    Case.id == Decision.case_id, Decision.action.in_((HIDE, REMOVE)), Decision.ended_at.is_(None)
)


def grounds_of(kind: str, public_ids: Sequence[str]) -> dict[str, str]:
    """The rule that the last decision rests on, for each of these things that one took away: one
    statement, none for an empty list."""
    if not public_ids:
        return {}
    rows = db.session.execute(
        select(Case.thing_id, Decision.ground)
        .where(_TOOK_AWAY, Case.kind == kind, Case.thing_id.in_(public_ids))
        .order_by(Decision.id)
    )
    return {row.thing_id: row.ground for row in rows}


def is_kept(
    kind: str, thing_id: ColumnElement[str], decided_after: datetime
) -> ColumnElement[bool]:
    """A condition on the thing of that public id: moderators took it away and may still find that
    they were wrong, because an appeal can be made (they decided after that moment) or waits for
    its answer."""
    waits = (
        select(Appeal.id)
        .where(Appeal.decision_id == Decision.id, Appeal.decided_at.is_(None))
        .correlate_except(Appeal)
        .exists()
    )
    return (
        select(Decision.id)
        .where(_TOOK_AWAY, Case.kind == kind, Case.thing_id == thing_id)
        .where(or_(Decision.taken_at > decided_after, waits))
        .correlate_except(Decision, Case)
        .exists()
    )
