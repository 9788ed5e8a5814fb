"""The statement of reasons as one row: what was decided, about what, in which words of its author."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision, Evidence
from app.moderation.queries.decisions import concerns


class Statement(NamedTuple):
    """Every field of science.md 3.7. `words` is what its author had written when it was decided,
    for nobody but them."""

    id: int
    public_id: str
    case_id: int
    member_id: int | None
    by_id: int | None
    action: str
    ground: str
    facts: str
    explanation: str
    skipped_because: str
    notice: str
    is_detected_automatically: bool
    is_automated: bool
    taken_at: datetime
    until: datetime | None
    ended_at: datetime | None
    kind: str
    is_sensitive: bool
    place: str | None
    words: str | None
    content_note: str | None
    written_at: datetime | None

    @property
    def is_private(self) -> bool:
        """It has to do with how a person is: nothing of it stands in mail or is told to others."""
        return self.is_sensitive or self.ground == "method"


def statement_of(viewer: Viewer, public_id: str) -> Statement | None:
    """For its author, and for whoever reported the thing and stands by it."""
    if not viewer.is_signed_in:
        return None
    kept = aliased(Evidence)
    newest = (
        select(func.max(kept.id))
        .where(kept.case_id == Decision.case_id, kept.taken_at <= Decision.taken_at)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            Decision.id, Decision.public_id, Decision.case_id, Decision.member_id, Decision.by_id,
            Decision.action, Decision.ground, Decision.facts, Decision.explanation,
            Decision.skipped_because, Decision.notice, Decision.is_detected_automatically,
            Decision.is_automated, Decision.taken_at, Decision.until, Decision.ended_at,
            Case.kind, Case.is_sensitive, Evidence.place, Evidence.words, Evidence.content_note,
            Evidence.written_at,
        )
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(Evidence, Evidence.id == newest)
        .where(Decision.public_id == public_id, concerns(viewer))
    ).first()  # fmt: skip
    return Statement(*row) if row else None
