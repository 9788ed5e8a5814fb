"""Reports: a reporter's own, and how their earlier ones turned out."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select

from app.core.database import db
from app.core.pagination import PAGE_SIZE, KeyPage, decode_number, key_page
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision, Report

# Older ones do not count: science.md 3.1.
LAST = 100


class OwnReport(NamedTuple):
    """What a member said, and what became of it. `decision_id` is the public id of what was
    decided about it, `decision_ended_at` when that was taken back."""

    id: int
    public_id: str
    reason: str
    words: str
    kind: str
    thing_id: str
    made_at: datetime
    taken_back_at: datetime | None
    outcome: str | None
    is_open: bool
    decision_id: str | None
    decision_ended_at: datetime | None

    @property
    def can_be_taken_back(self) -> bool:
        """Nobody decided yet, and it stands."""
        return self.is_open and self.taken_back_at is None


class LastReport(NamedTuple):
    """What a member said last about one thing and stands by."""

    reason: str
    flaw: str
    harm: int
    source_url: str
    words: str
    made_at: datetime
    outcome: str | None
    is_open: bool


def past_outcomes(member_id: int) -> list[bool]:
    """Whether moderators agreed, for each of a member's last decided reports, oldest first."""
    which = (
        select(Report.outcome)
        .where(Report.reporter_id == member_id, Report.outcome.in_(("agreed", "disagreed")))
        .order_by(Report.id.desc())
        .limit(LAST)
    )
    return [outcome == "agreed" for outcome in reversed(list(db.session.scalars(which)))]


_IS_OPEN = (Case.state == "open") & (Case.round == Report.round)


def my_reports(viewer: Viewer, after: str | None = None) -> KeyPage[OwnReport]:
    """The newest first.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    before = decode_number(after)
    lines = (
        select(
            Report.id, Report.public_id, Report.reason, Report.words, Case.kind, Case.thing_id,
            Report.made_at, Report.taken_back_at, Report.outcome, _IS_OPEN,
            Decision.public_id, Decision.ended_at,
        )
        .join(Case, Case.id == Report.case_id)
        .outerjoin(
            Decision, and_(Decision.case_id == Report.case_id, Decision.round == Report.round)
        )
        .where(Report.reporter_id == viewer.id)
    )  # fmt: skip
    if before is not None:
        lines = lines.where(Report.id < before)
    rows = db.session.execute(lines.order_by(Report.id.desc()).limit(PAGE_SIZE + 1))
    return key_page([OwnReport(*row) for row in rows], PAGE_SIZE, lambda row: [row.id])


def thing_of_report(viewer: Viewer, public_id: str) -> tuple[str, str] | None:
    """Kind and id of what one of the viewer's own reports is about."""
    row = db.session.execute(
        select(Case.kind, Case.thing_id)
        .join(Report, Report.case_id == Case.id)
        .where(Report.public_id == public_id, Report.reporter_id == viewer.id)
    ).first()
    return (row.kind, row.thing_id) if row else None


def last_report(viewer: Viewer, kind: str, thing_id: str) -> LastReport | None:
    """What the viewer said about this thing, unless they took it back."""
    return _last(viewer, (Case.kind == kind) & (Case.thing_id == thing_id))


def _last(viewer: Viewer, which: ColumnElement[bool]) -> LastReport | None:
    row = db.session.execute(
        select(
            Report.reason, Report.flaw, Report.harm, Report.source_url, Report.words,
            Report.made_at, Report.outcome, _IS_OPEN,
        )
        .join(Case, Case.id == Report.case_id)
        .where(which, Report.reporter_id == viewer.id, Report.taken_back_at.is_(None))
        .order_by(Report.id.desc())
        .limit(1)
    ).first()  # fmt: skip
    return LastReport(*row) if row else None


def report_about(viewer: Viewer, case_id: int) -> LastReport | None:
    """The same, by the case that it is part of."""
    return _last(viewer, Report.case_id == case_id)


def ever_reported(member_id: int, kind: str, thing_id: str) -> bool:
    """Whether this member said at any time that something is wrong with it."""
    which = (
        select(Report.id)
        .join(Case, Case.id == Report.case_id)
        .where(Case.kind == kind, Case.thing_id == thing_id, Report.reporter_id == member_id)
    )
    return db.session.scalar(which.limit(1)) is not None


def reported(member_id: int, case_id: int, round_: int) -> bool:
    """Whether this member reported the thing in one round of its case, and stands by it."""
    which = select(Report.id).where(
        Report.case_id == case_id,
        Report.round == round_,
        Report.reporter_id == member_id,
        Report.taken_back_at.is_(None),
    )
    return db.session.scalar(which.limit(1)) is not None
