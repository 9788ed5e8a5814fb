"""Calling people with the safeguarding role back to somebody whom they looked after, when a package
above sees that they have not been here since: a follow-up that is due, without words."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.moderation.models import CareStep, Case
from app.moderation.services.caring import FOLLOW_UP, OUTCOME

AWAY = "away"


def ask_after(case_ids: Collection[int]) -> int:
    """Let a follow-up fall due today for each of these cases of distress, once for a case and not
    where one is agreed upon already; how many. Other cases are left alone. Needs an open unit of work.
    """
    hard = select(Case.id).where(Case.id.in_(case_ids), Case.is_sensitive).order_by(Case.id)
    wanted = [case_id for case_id in db.session.scalars(hard) if not _is_asked_after(case_id)]
    for case_id in wanted:
        db.session.add(CareStep(case_id=case_id, step=AWAY, by_id=None, due_on=now().date()))
    db.session.flush()
    return len(wanted)


def _is_asked_after(case_id: int) -> bool:
    """It was done before, or somebody looks again anyway."""
    which = select(CareStep.step).where(
        CareStep.case_id == case_id, CareStep.step.in_((AWAY, FOLLOW_UP, OUTCOME))
    )
    steps = list(db.session.scalars(which.order_by(CareStep.id)))
    return AWAY in steps or steps[-1:] == [FOLLOW_UP]
