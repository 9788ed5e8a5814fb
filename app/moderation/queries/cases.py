"""Cases looked up through the person at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, select

from app.accounts.models import Member
from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision, Report
from app.moderation.steps import DESK, SAFEGUARDING


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
    weight: float
    opened_at: datetime
    first_seen_at: datetime | None
    lifted_at: datetime | None
    claimed_by_id: int | None
    claimed_by: str | None
    claimed_at: datetime | None
    decided_at: datetime | None
    version: int
    is_reported_by_me: bool


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
    is_mine = exists().where(
        Report.case_id == Case.id, Report.reporter_id == viewer_id,
    )  # fmt: skip
    return select(
        Case.id, Case.public_id, Case.kind, Case.thing_id, Case.author_id, Case.group_id,
        Case.level, Case.is_sensitive, Case.state, Case.round, Case.report_count,
        Case.detection_count, Case.weight, Case.opened_at, Case.first_seen_at, Case.lifted_at,
        Case.claimed_by_id, Member.display_name, Case.claimed_at, Case.decided_at, Case.version,
        is_mine,
    ).outerjoin(Member, Member.id == Case.claimed_by_id)  # fmt: skip
