"""Steps of the protocol, read by those who look after people in distress."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Member, RoleGrant
from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import CareStep, Case
from app.moderation.steps import SAFEGUARDING


class StepRow(NamedTuple):
    """One step with the names of who did it and who agreed."""

    step: str
    words: str
    by: str | None
    second: str | None
    at: datetime
    due_on: date | None


def steps_of(case_id: int) -> list[StepRow]:
    """Those of one case, in order."""
    other = aliased(Member)
    rows = db.session.execute(
        select(
            CareStep.step, CareStep.words, Member.display_name, other.display_name,
            CareStep.at, CareStep.due_on,
        )
        .outerjoin(Member, Member.id == CareStep.by_id)
        .outerjoin(other, other.id == CareStep.second_id)
        .where(CareStep.case_id == case_id)
        .order_by(CareStep.id)
    )  # fmt: skip
    return [StepRow(*row) for row in rows]


def due(viewer: Viewer, today: date) -> list[tuple[str, date]]:
    """Cases whose follow-up is due and has not come: public id and day, the oldest first. A later
    follow-up or outcome answers one before it. Only for the safeguarding role."""
    if not viewer.has_role(SAFEGUARDING):
        return []
    later = aliased(CareStep)
    answered = (
        select(later.id)
        .where(later.case_id == CareStep.case_id, later.id > CareStep.id)
        .where(later.step.in_(("follow_up", "outcome")))
        .exists()
    )
    rows = db.session.execute(
        select(Case.public_id, CareStep.due_on)
        .join(Case, Case.id == CareStep.case_id)
        .where(CareStep.due_on <= today, ~answered)
        .order_by(CareStep.due_on)
    )
    return [(row[0], row[1]) for row in rows]


def who_may_agree(but: int) -> list[tuple[str, str]]:
    """Public id and name of the others with the safeguarding role."""
    rows = db.session.execute(
        select(Member.public_id, Member.display_name)
        .join(RoleGrant, RoleGrant.member_id == Member.id)
        .where(RoleGrant.role == "safeguarding", RoleGrant.ended_at.is_(None), Member.id != but)
        .order_by(Member.display_name)
    )
    return [(row[0], row[1]) for row in rows]
