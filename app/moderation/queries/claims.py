"""What posts claimed that was decided about."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case, ContextNote, Decision, Evidence
from app.moderation.queries.cases import CaseLine, seen_at_the_desk

# The newest ones are compared, and the beginning of each: a page has to open soon.
MOST, BEGINNING = 200, 1_000
_ABOUT_HEALTH = ("misleading", "dangerous")


class DecidedClaim(NamedTuple):
    """A claim in the words of its note, else of the post; what was decided, and where."""

    id: int
    claim: str
    case_public_id: str
    action: str
    ground: str
    explanation: str
    taken_at: datetime


def decided_claims(viewer: Viewer, but: CaseLine) -> list[DecidedClaim]:
    """Of other things, as far as this viewer may know, where the decision holds; the newest first."""
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
    rows = db.session.execute(
        select(
            Decision.id, func.substr(func.coalesce(noted, said, ""), 1, BEGINNING), Case.public_id, Decision.action,
            Decision.ground, Decision.explanation, Decision.taken_at,
        )
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.ground.in_(_ABOUT_HEALTH), Decision.ended_at.is_(None), Case.id != but.id)
        .where(seen_at_the_desk(viewer))
        .order_by(Decision.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return [DecidedClaim(*row) for row in rows if row[1]]
