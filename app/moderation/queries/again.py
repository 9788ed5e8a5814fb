"""Decisions that a second moderator judges, without what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision, Evidence, Report, SecondLook
from app.moderation.queries.cases import seen_at_the_desk


class Question(NamedTuple):
    """What was decided about, and nothing of the answer."""

    public_id: str
    case_id: int
    round: int
    kind: str
    is_sensitive: bool
    opened_at: datetime
    decided_at: datetime


class Words(NamedTuple):
    """What stood there then."""

    words: str
    content_note: str
    place: str


def months_before(at: datetime, count: int) -> list[tuple[int, int]]:
    """Year and month of the last so many months, the current one last."""
    number = at.year * 12 + at.month - 1
    return [divmod(one, 12) for one in range(number - count + 1, number + 1)]


def taken_in(year: int, month: int) -> list[str]:
    """Public ids of a month's decisions (UTC); `month` is 0 for January."""
    begins = datetime(year, month + 1, 1, tzinfo=UTC)
    ends = datetime(year + (month == 11), (month + 1) % 12 + 1, 1, tzinfo=UTC)
    which = select(Decision.public_id).where(Decision.taken_at >= begins, Decision.taken_at < ends)
    return list(db.session.scalars(which.order_by(Decision.id)))


def open_questions(viewer: Viewer, drawn: Sequence[str]) -> list[Question]:
    """Those of the drawn decisions that this person can judge and nobody has, the oldest first."""
    is_judged = exists().where(SecondLook.decision_id == Decision.id)
    has_reported = exists().where(
        Report.case_id == Decision.case_id, Report.reporter_id == viewer.id
    )
    rows = db.session.execute(
        select(
            Decision.public_id, Decision.case_id, Decision.round, Case.kind, Case.is_sensitive,
            Case.opened_at, Decision.taken_at,
        )
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.public_id.in_(drawn), seen_at_the_desk(viewer), ~is_judged, ~has_reported)
        .where(_not(Decision.by_id, viewer), _not(Decision.member_id, viewer))
        .order_by(Decision.id)
    )  # fmt: skip
    return [Question(*row) for row in rows]


def words_of(question: Question) -> Words | None:
    """What the author had written when it was decided."""
    row = db.session.execute(
        select(Evidence.words, Evidence.content_note, Evidence.place)
        .where(Evidence.case_id == question.case_id, Evidence.taken_at <= question.decided_at)
        .order_by(Evidence.id.desc())
        .limit(1)
    ).first()
    return Words(*row) if row else None


def why(question: Question) -> list[str]:
    """For which reasons members reported it then: codes, each once."""
    which = select(Report.reason).where(
        Report.case_id == question.case_id,
        Report.round == question.round,
        Report.taken_back_at.is_(None),
    )
    return list(db.session.scalars(which.distinct().order_by(Report.reason)))


def pairs(since: datetime) -> list[tuple[str, bool]]:
    """First answers with second ones: the step that was taken, and whether the second person would
    have done anything."""
    rows = db.session.execute(
        select(Decision.action, SecondLook.acts)
        .join(SecondLook, SecondLook.decision_id == Decision.id)
        .where(Decision.taken_at >= since)
        .order_by(SecondLook.id)
    )
    return [(row.action, row.acts) for row in rows]


def decisions_since(since: datetime) -> int:
    """How many were taken: the denominator."""
    return db.session.scalar(select(func.count(Decision.id)).where(Decision.taken_at >= since)) or 0


def _not(column: InstrumentedAttribute[int | None], viewer: Viewer) -> ColumnElement[bool]:
    return or_(column.is_(None), column != viewer.id)
