"""Decisions looked up by those they concern."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from app.core.database import db
from app.core.pagination import PAGE_SIZE, KeyPage, decode_number, key_page
from app.core.viewer import Viewer
from app.moderation.models import Appeal, Case, Decision, Report


class DecisionLine(NamedTuple):
    """A decision about what a member wrote, as a line of their list. `appeal` is how their own
    appeal went: "upheld", "overturned", "waiting", or nothing when there is none."""

    id: int
    public_id: str
    action: str
    kind: str
    taken_at: datetime
    until: datetime | None
    ended_at: datetime | None
    appeal: str | None


def concerns(viewer: Viewer) -> ColumnElement[bool]:
    """A condition on `Decision`: the viewer wrote what it is about, or reported it before it was
    decided, and stands by that."""
    has_reported = exists().where(
        Report.case_id == Decision.case_id,
        Report.round == Decision.round,
        Report.reporter_id == viewer.id,
        Report.taken_back_at.is_(None),
    )
    return or_(Decision.member_id == viewer.id, has_reported)


def decision_of(viewer: Viewer, public_id: str) -> Decision | None:
    """The decision, for its author and for whoever reported the thing and stands by it."""
    which = select(Decision).where(Decision.public_id == public_id, concerns(viewer))
    return db.session.scalars(which).first() if viewer.is_signed_in else None


def my_decisions(viewer: Viewer, after: str | None = None) -> KeyPage[DecisionLine]:
    """Every decision about what a member wrote, the newest first.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    before = decode_number(after)
    appeal = case((Appeal.id.is_not(None), func.coalesce(Appeal.outcome, "waiting")))
    lines = (
        select(
            Decision.id, Decision.public_id, Decision.action, Case.kind, Decision.taken_at,
            Decision.until, Decision.ended_at, appeal,
        )
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(Appeal, (Appeal.decision_id == Decision.id) & (Appeal.member_id == viewer.id))
        .where(Decision.member_id == viewer.id)
    )  # fmt: skip
    if before is not None:
        lines = lines.where(Decision.id < before)
    rows = db.session.execute(lines.order_by(Decision.id.desc()).limit(PAGE_SIZE + 1))
    return key_page([DecisionLine(*row) for row in rows], PAGE_SIZE, lambda row: [row.id])


def my_appeal(viewer: Viewer, decision_id: int) -> Appeal | None:
    """What the viewer said against a decision, and what was answered."""
    which = select(Appeal).where(Appeal.decision_id == decision_id, Appeal.member_id == viewer.id)
    return db.session.scalars(which).first()
