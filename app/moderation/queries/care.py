"""Steps of the protocol and looks, read by those who look after people in distress."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member, RoleGrant
from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import CareLook, CareStep, Case, Report
from app.moderation.queries.cases import CaseLine, seen_at_the_desk
from app.moderation.steps import GONE, SAFEGUARDING

# So many lines of a list at most.
MOST = 50


class StepRow(NamedTuple):
    """One step by its number within the case, with the names of who did it and who agrees. A name is
    None where the account is gone."""

    number: int
    step: str
    words: str
    by: str | None
    second_id: int | None
    second: str | None
    at: datetime
    due_on: date | None
    confirmed_at: datetime | None


class LookRow(NamedTuple):
    """Somebody looked."""

    name: str | None
    at: datetime


class Calls(NamedTuple):
    """Public ids of cases, the oldest first: with the day on which somebody looks again, and with
    when somebody named this person as the second one, who has not agreed yet."""

    follow_ups: list[tuple[str, date]]
    agreements: list[tuple[str, datetime]]


def steps_of(case_id: int) -> list[StepRow]:
    """Those of one case, in order."""
    other = aliased(Member)
    rows = db.session.execute(
        select(
            CareStep.step, CareStep.words, Member.display_name, CareStep.second_id,
            other.display_name, CareStep.at, CareStep.due_on, CareStep.confirmed_at,
        )
        .outerjoin(Member, Member.id == CareStep.by_id)
        .outerjoin(other, other.id == CareStep.second_id)
        .where(CareStep.case_id == case_id)
        .order_by(CareStep.id)
    )  # fmt: skip
    return [StepRow(number, *row) for number, row in enumerate(rows, start=1)]


def looks_at(case: CaseLine) -> list[LookRow]:
    """Who looked at a case of distress, the newest first; nobody's looks are kept of another."""
    if not case.is_sensitive:
        return []
    rows = db.session.execute(
        select(Member.display_name, CareLook.at)
        .outerjoin(Member, Member.id == CareLook.by_id)
        .where(CareLook.case_id == case.id)
        .order_by(CareLook.id.desc())
        .limit(MOST)
    ).all()
    return [LookRow(*row) for row in rows]


def has_looked(member_id: int, case_id: int, *, since: datetime) -> bool:
    """Whether this person opened this case of distress since then."""
    which = select(CareLook.id).where(
        CareLook.by_id == member_id, CareLook.case_id == case_id, CareLook.at >= since
    )
    return db.session.scalar(which.limit(1)) is not None


def counted(begins: datetime, ends: datetime) -> dict[str, int]:
    """Steps and looks between two moments, and how many cases were let go of so far."""
    let_go = select(func.count(Case.id)).where(Case.is_sensitive, Case.thing_id.startswith(GONE))
    counts = {"let_go": db.session.scalar(let_go) or 0}
    for name, table in (("steps", CareStep), ("looks", CareLook)):
        which = select(func.count(table.id)).where(table.at >= begins, table.at < ends)
        counts[name] = db.session.scalar(which) or 0
    return counts


def calls_for(viewer: Viewer, today: date) -> Calls:
    """What of the protocol waits for this person today, in one question. A later follow-up or
    outcome answers a follow-up before it. Only for the safeguarding role."""
    if not viewer.has_role(SAFEGUARDING):
        return Calls([], [])
    later = aliased(CareStep)
    answered = (
        select(later.id)
        .where(later.case_id == CareStep.case_id, later.id > CareStep.id)
        .where(later.step.in_(("follow_up", "outcome")))
        .exists()
    )
    is_due = and_(CareStep.due_on <= today, ~answered)
    is_asked = and_(CareStep.second_id == viewer.id, CareStep.confirmed_at.is_(None))
    rows = db.session.execute(
        select(Case.public_id, CareStep.due_on, CareStep.at)
        .join(Case, Case.id == CareStep.case_id)
        .where(or_(is_due, is_asked), seen_at_the_desk(viewer))
        .order_by(CareStep.due_on, CareStep.id)
        .limit(MOST)
    ).all()
    return Calls(
        [(case_id, due_on) for case_id, due_on, _at in rows if due_on is not None],
        [(case_id, at) for case_id, due_on, at in rows if due_on is None],
    )


def who_may_agree(viewer: Viewer, case: CaseLine) -> list[tuple[str, str]]:
    """Public id and name of the others with the safeguarding role, who can open the case."""
    rows = db.session.execute(
        select(Member.public_id, Member.display_name)
        .join(RoleGrant, RoleGrant.member_id == Member.id)
        .where(RoleGrant.role == SAFEGUARDING, RoleGrant.ended_at.is_(None))
        .where(Member.id != viewer.id, Member.id.is_distinct_from(case.author_id))
        .order_by(Member.display_name)
    )
    return [(row[0], row[1]) for row in rows]


def who_hears(case_id: int, *, reporter_id: int | None) -> list[int]:
    """Keys of everybody with the safeguarding role who has no part in a case, in order: neither
    wrote it nor reported it. `reporter_id` is somebody whose report is not written yet."""
    parties = select(Report.reporter_id).where(
        Report.case_id == case_id, Report.reporter_id.is_not(None)
    )
    author = select(Case.author_id).where(Case.id == case_id, Case.author_id.is_not(None))
    which = (
        select(RoleGrant.member_id)
        .where(RoleGrant.role == SAFEGUARDING, RoleGrant.ended_at.is_(None))
        .where(RoleGrant.member_id.not_in(parties), RoleGrant.member_id.not_in(author))
        .where(RoleGrant.member_id.is_distinct_from(reporter_id))
    )
    return list(db.session.scalars(which.distinct().order_by(RoleGrant.member_id)))
