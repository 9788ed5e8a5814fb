"""Appeals for those who answer them, and findings that were false alarms."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.core.database import db
from app.core.pagination import KeyPage, decode_key, decode_number, instant, key_page
from app.core.viewer import Viewer
from app.moderation.models import Appeal, Case, Decision, Detection
from app.moderation.queries.cases import seen_at_the_desk
from app.moderation.steps import DESK

SIZE = 30
MOST_ANSWERED = 20


class AppealRow(NamedTuple):
    """An appeal with the decision that it is about."""

    id: int
    public_id: str
    standing: str
    words: str
    made_at: datetime
    outcome: str | None
    answer: str
    answered_at: datetime | None
    appealed_by_id: int | None
    case_id: int
    case_public_id: str
    kind: str
    by_id: int | None
    by: str | None
    member_id: int | None
    taken_at: datetime
    action: str
    ground: str
    facts: str
    explanation: str
    until: datetime | None
    ended_at: datetime | None
    # Of the case, when it was decided.
    round: int


class FalseAlarm(NamedTuple):
    """A finding that a moderator said was none. What points at somebody in distress comes without
    the words, which are read where reading is kept."""

    id: int
    rule: str
    rule_version: str
    matched: str
    found_at: datetime
    case_public_id: str


def open_appeals(viewer: Viewer, after: str | None) -> KeyPage[AppealRow]:
    """Those that wait, the oldest first."""
    rows = _appeals(viewer).where(Appeal.decided_at.is_(None))
    key = decode_key(after, 2)
    if key is not None:
        place = (instant(key[0]), key[1] if isinstance(key[1], int) else 0)
        rows = rows.where(tuple_(Appeal.made_at, Appeal.id) > place)
    found = db.session.execute(rows.order_by(Appeal.made_at, Appeal.id).limit(SIZE + 1))
    lines = [AppealRow(*row) for row in found]
    return key_page(lines, SIZE, lambda row: (row.made_at.isoformat(), row.id))


def answered_appeals(viewer: Viewer) -> list[AppealRow]:
    """The last ones that were answered."""
    rows = _appeals(viewer).where(Appeal.decided_at.is_not(None))
    newest = rows.order_by(Appeal.decided_at.desc(), Appeal.id.desc()).limit(MOST_ANSWERED)
    return [AppealRow(*row) for row in db.session.execute(newest)]


def appeal_of(viewer: Viewer, public_id: str) -> AppealRow | None:
    """One of them."""
    row = db.session.execute(_appeals(viewer).where(Appeal.public_id == public_id)).first()
    return AppealRow(*row) if row and viewer.has_role(*DESK) else None


def false_alarms(viewer: Viewer, after: str | None) -> KeyPage[FalseAlarm]:
    """The newest first."""
    before = decode_number(after)
    rows = (
        select(
            Detection.id, Detection.rule, Detection.rule_version,
            case((Case.is_sensitive, ""), else_=Detection.matched),
            Detection.found_at, Case.public_id,
        )
        .join(Case, Case.id == Detection.case_id)
        .where(Detection.is_false_alarm, seen_at_the_desk(viewer))
    )  # fmt: skip
    if before is not None:
        rows = rows.where(Detection.id < before)
    found = db.session.execute(rows.order_by(Detection.id.desc()).limit(SIZE + 1))
    return key_page([FalseAlarm(*row) for row in found], SIZE, lambda row: [row.id])


def _appeals(viewer: Viewer) -> Select[Any]:
    decider = aliased(Member)
    return (
        select(
            Appeal.id, Appeal.public_id, Appeal.standing, Appeal.words, Appeal.made_at,
            Appeal.outcome, Appeal.explanation, Appeal.decided_at, Appeal.member_id, Case.id,
            Case.public_id, Case.kind, Decision.by_id, decider.display_name, Decision.member_id,
            Decision.taken_at, Decision.action, Decision.ground, Decision.facts,
            Decision.explanation, Decision.until, Decision.ended_at,
            Decision.round,
        )
        .join(Decision, Decision.id == Appeal.decision_id)
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(decider, decider.id == Decision.by_id)
        .where(seen_at_the_desk(viewer))
    )  # fmt: skip
