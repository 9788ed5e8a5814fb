"""What posts claimed that was decided about."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case, ContextNote, Decision, Evidence
from app.moderation.queries.cases import CaseLine, seen_at_the_desk
from app.moderation.steps import HIDE, NOTE, REDUCE, REMOVE

# The newest ones are compared, and the beginning of each: a page has to open soon.
MOST, BEGINNING = 200, 1_000
_ABOUT_HEALTH = ("misleading", "dangerous")
_HOLDS = (
    Decision.ground.in_(_ABOUT_HEALTH),
    Decision.action.in_((NOTE, REDUCE, HIDE, REMOVE)),
    Decision.ended_at.is_(None),
    Case.is_sensitive.is_(False),
)
_OF_NOTES = (func.max, func.count)


class DecidedClaim(NamedTuple):
    """A claim in the words of its note, else of the post; what was decided, and where."""

    id: int
    claim: str
    case_public_id: str
    action: str
    ground: str
    explanation: str
    taken_at: datetime


class Holding(NamedTuple):
    """A claim that was decided to mislead: where it stood, and how far up its case belonged."""

    id: int
    claim: str
    kind: str
    thing_id: str
    level: str


def decided_claims(viewer: Viewer, but: CaseLine) -> list[DecidedClaim]:
    """Of other things, as far as this viewer may know, where the decision holds; the newest first."""
    rows = db.session.execute(
        select(
            Decision.id, _claim(), Case.public_id, Decision.action, Decision.ground,
            Decision.explanation, Decision.taken_at,
        )
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.ground.in_(_ABOUT_HEALTH), Decision.ended_at.is_(None), Case.id != but.id)
        .where(seen_at_the_desk(viewer))
        .order_by(Decision.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return [DecidedClaim(*row) for row in rows if row[1]]


def claims_that_hold() -> list[Holding]:
    """What programs may compare posts with, whoever wrote them: misleading or dangerous, answered
    with a note or made less visible, not about somebody in distress; the newest first."""
    rows = db.session.execute(
        select(Decision.id, _claim(), Case.kind, Case.thing_id, Case.level)
        .join(Case, Case.id == Decision.case_id)
        .where(*_HOLDS)
        .order_by(Decision.id.desc())
        .limit(MOST)
    )
    return [Holding(*row) for row in rows if row[1]]


def newest_that_holds() -> tuple[str, ...]:
    """The public id of the newest of these decisions and how many hold, and the same of the notes
    about them: while both are the same, so are the claims."""
    decisions = select(Decision).join(Case, Case.id == Decision.case_id).where(*_HOLDS)
    newest = decisions.with_only_columns(Decision.public_id).order_by(Decision.id.desc()).limit(1)
    how_many = decisions.with_only_columns(func.count(Decision.id))
    standing = ContextNote.withdrawn_at.is_(None)
    notes = [select(of(ContextNote.id)).where(standing).scalar_subquery() for of in _OF_NOTES]
    parts = (newest.scalar_subquery(), how_many.scalar_subquery(), *notes)
    row = db.session.execute(select(*parts)).one()
    return tuple(str(value) for value in row)


def _claim() -> ColumnElement[str]:
    """The beginning of a decision's claim: of the newest note under the thing, else of its words."""
    noted = (
        select(ContextNote.claim)
        .where(ContextNote.kind == Case.kind, ContextNote.thing_id == Case.thing_id)
        .where(ContextNote.withdrawn_at.is_(None))
        .order_by(ContextNote.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    said = (
        select(Evidence.words)
        .where(Evidence.case_id == Case.id, Evidence.taken_at <= Decision.taken_at)
        .order_by(Evidence.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.substr(func.coalesce(noted, said, ""), 1, BEGINNING)
