"""How long the desk keeps what (safety.md P-10, science.md C12), where no single rule of the
inventory can say it. How much was let go of is told by `care_in_the_log`."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select

from app.core.clock import now
from app.core.database import db
from app.core.sweeping import sweeps
from app.moderation.models import Case, Evidence, SecondOpinion
from app.moderation.services.forgetting import forget_distress, forget_reasoning, has_to_stay
from app.moderation.steps import GONE

WORDS_FOR = timedelta(days=366)
DISTRESS_FOR = timedelta(days=180)
AT_A_TIME = 100


@sweeps("case_evidence")
def forget_old_words() -> int:
    """A year after its decision a case keeps codes and the statement, not what was looked at; how
    many cases. Needs an open unit of work."""
    is_old = (Case.state == "decided") & (Case.decided_at < now() - WORDS_FOR)
    cases = _some(is_old & Case.is_sensitive.is_(False), _has_words())
    if cases:
        forget_reasoning(cases)
    return len(cases)


@sweeps("cases")
def forget_old_distress() -> int:
    """180 days after its decision, or after it was opened where nobody decided, a case no longer
    says that somebody was in distress; how many cases. One that still limits somebody, or holds
    something back, comes up again when that is over. Needs an open unit of work."""
    last = func.coalesce(Case.decided_at, Case.opened_at)
    is_over = Case.thing_id.not_like(f"{GONE}%") & ~has_to_stay()
    cases = _some(Case.is_sensitive & (last < now() - DISTRESS_FOR), or_(_has_words(), is_over))
    if cases:
        forget_distress(cases)
    return len(cases)


def _some(*which: ColumnElement[bool]) -> list[int]:
    return list(db.session.scalars(select(Case.id).where(*which).limit(AT_A_TIME)))


def _has_words() -> ColumnElement[bool]:
    """A condition on `Case`: it still holds what was looked at or said."""
    return or_(
        exists().where(Evidence.case_id == Case.id),
        exists().where(SecondOpinion.case_id == Case.id),
    )
