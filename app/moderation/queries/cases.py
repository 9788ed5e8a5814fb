"""Cases looked up through the person at the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from app.accounts.models import Member, RoleGrant
from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Appeal, Case, Decision, Report, SecondOpinion
from app.moderation.steps import DESK, NOTHING, SAFEGUARDING

# Whoever went away in the middle does not keep a case from others.
IN_HAND_FOR = timedelta(hours=2)


class CaseLine(NamedTuple):
    """A case as it is kept."""

    id: int
    public_id: str
    kind: str
    thing_id: str
    author_id: int | None
    group_id: int | None
    level: str
    is_sensitive: bool
    state: str
    round: int
    report_count: int
    detection_count: int
    opened_at: datetime
    first_seen_at: datetime | None
    lifted_at: datetime | None
    claimed_by_id: int | None
    claimed_by: str | None
    claimed_at: datetime | None
    decided_at: datetime | None
    version: int
    is_reported_by_me: bool
    # This round is there because an appeal overturned that the viewer had left it as it was.
    is_my_answer_overturned: bool
    # Whose words it is about has a role on this site.
    is_about_staff: bool
    # Somebody else at the desk said in this round what they think.
    has_second_opinion: bool


def seen_at_the_desk(viewer: Viewer) -> ColumnElement[bool]:
    """A condition on `Case`: which ones this person may open. Nobody reads at the desk who reported
    their own words."""
    of_others = Case.author_id.is_distinct_from(viewer.id)
    if viewer.has_role(SAFEGUARDING):
        return of_others
    return and_(of_others, Case.is_sensitive.is_(False))


def line_of(viewer: Viewer, which: ColumnElement[bool]) -> CaseLine | None:
    """One case, for somebody at the desk who may open it."""
    if not viewer.has_role(*DESK):
        return None
    found = _columns(viewer.id).where(which, seen_at_the_desk(viewer))
    row = db.session.execute(found).first()
    return CaseLine(*row) if row else None


def is_free_at(at: datetime) -> ColumnElement[bool]:
    """A condition on `Case`: nobody has it in hand, or whoever took it left it lying."""
    return or_(Case.claimed_by_id.is_(None), Case.claimed_at < at - IN_HAND_FOR)


def is_in_hand_at(claimed_at: datetime | None, at: datetime) -> bool:
    """The same of one case, turned round: somebody took it in hand and did not leave it lying."""
    return claimed_at is not None and claimed_at >= at - IN_HAND_FOR


def overturned_in(case_id: Any, round_: Any) -> Select[tuple[int | None]]:
    """Who had left it as it is in that round, where an appeal overturned that and so opened the next
    one. Somebody else looks then."""
    return (
        select(Decision.by_id.expression)
        .join(Appeal, Appeal.decision_id == Decision.id)
        .where(Decision.case_id == case_id, Decision.round == round_, Decision.action == NOTHING)
        .where(Decision.by_id.is_not(None), Appeal.outcome == "overturned")
    )


def overturned(member_id: int) -> ColumnElement[bool]:
    """A condition on `Case`: this round is there because an appeal overturned what this member had
    decided."""
    who = overturned_in(Case.id, Case.round - 1).where(Decision.by_id == member_id)
    return who.correlate(Case).exists()


def steps_taken(member_id: int | None, case_id: int) -> frozenset[str]:
    """Which steps were tried with this person or this thing before and were not reversed."""
    concerns = Decision.case_id == case_id
    if member_id is not None:
        concerns |= Decision.member_id == member_id
    which = select(Decision.action).where(concerns, Decision.ended_at.is_(None))
    return frozenset(db.session.scalars(which))


def still_holds(case_id: int, action: str, *, but: int) -> bool:
    """Whether another decision about the same thing took this step and was not reversed."""
    which = select(Decision.id).where(
        Decision.case_id == case_id,
        Decision.action == action,
        Decision.id != but,
        Decision.ended_at.is_(None),
    )
    return db.session.scalar(which.limit(1)) is not None


def _columns(viewer_id: int) -> Any:
    is_mine = exists().where(Report.case_id == Case.id, Report.reporter_id == viewer_id)
    has_role = exists().where(RoleGrant.member_id == Case.author_id, RoleGrant.ended_at.is_(None))
    others_said = exists().where(
        SecondOpinion.case_id == Case.id,
        SecondOpinion.asked_at >= Case.opened_at,
        SecondOpinion.answered_at.is_not(None),
        SecondOpinion.answered_by_id.is_distinct_from(viewer_id),
    )
    return select(
        Case.id, Case.public_id, Case.kind, Case.thing_id, Case.author_id, Case.group_id,
        Case.level, Case.is_sensitive, Case.state, Case.round, Case.report_count,
        Case.detection_count, Case.opened_at, Case.first_seen_at, Case.lifted_at,
        Case.claimed_by_id, Member.display_name, Case.claimed_at, Case.decided_at, Case.version,
        is_mine, overturned(viewer_id), has_role, others_said,
    ).outerjoin(Member, Member.id == Case.claimed_by_id)  # fmt: skip
