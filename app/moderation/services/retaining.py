"""How long the desk keeps what (safety.md P-10, science.md C12), where no single rule of the
inventory can say it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, exists, func, or_, select

from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.sweeping import sweeps
from app.moderation.models import CareStep, Case, Evidence, SecondOpinion
from app.moderation.services.forgetting import forget_distress, forget_reasoning

WORDS_FOR = timedelta(days=366)
DISTRESS_FOR = timedelta(days=180)
AT_A_TIME = 100


@sweeps("case_evidence")
def forget_old_words() -> int:
    """A year after its decision a case keeps codes and the statement, not what was looked at; how
    many cases. Needs an open unit of work."""
    is_old = (Case.state == "decided") & (Case.decided_at < now() - WORDS_FOR)
    cases = _some(is_old & Case.is_sensitive.is_(False))
    if cases:
        forget_reasoning(cases)
    return len(cases)


@sweeps("cases")
def forget_old_distress() -> int:
    """180 days after its decision, or after it was opened where nobody decided, a case no longer
    says that somebody was in distress; how many cases. The log keeps the number. Needs an open
    unit of work."""
    last = func.coalesce(Case.decided_at, Case.opened_at)
    cases = _some(Case.is_sensitive & (last < now() - DISTRESS_FOR))
    if cases:
        forget_distress(cases)
        record(by=None, action="care_data_removed", details={"cases": len(cases)})
    return len(cases)


@sweeps("care_steps")
def forget_old_steps() -> int:
    """Notes of care go after 180 days, also in a case that was opened again; how many. Needs an
    open unit of work."""
    old = select(CareStep.id).where(CareStep.at < now() - DISTRESS_FOR).limit(AT_A_TIME)
    steps = list(db.session.scalars(old))
    if steps:
        db.session.execute(delete(CareStep).where(CareStep.id.in_(steps)))
        record(by=None, action="care_data_removed", details={"steps": len(steps)})
    return len(steps)


def _some(which: ColumnElement[bool]) -> list[int]:
    """Keys of cases that still hold something to let go of."""
    holds = or_(
        exists().where(Evidence.case_id == Case.id),
        exists().where(SecondOpinion.case_id == Case.id),
    )
    return list(db.session.scalars(select(Case.id).where(which, holds).limit(AT_A_TIME)))
