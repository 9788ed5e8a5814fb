"""What programs found in a thing."""

from __future__ import annotations

from sqlalchemy import select

from app.core.database import db
from app.moderation.models import Case, Detection
from app.moderation.steps import SENSITIVE


def sounded_like_distress(kind: str, thing_id: str) -> bool:
    """Whether its author is shown where to turn, after they wrote it."""
    which = (
        select(Detection.id)
        .join(Case, Case.id == Detection.case_id)
        .where(Case.kind == kind, Case.thing_id == thing_id, Case.state == "open")
        .where(Detection.by == "crisis", Detection.level.in_(SENSITIVE))
        .where(Detection.round == Case.round)
    )
    return db.session.scalar(which.limit(1)) is not None
