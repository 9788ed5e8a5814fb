"""What a member may not do now."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Decision, Restriction


class Holding(NamedTuple):
    """A restriction that holds, and the public id of the decision that says why."""

    kind: str
    begins_at: datetime
    until: datetime | None
    decision_id: str


def restrictions_now(viewer: Viewer, at: datetime) -> list[Holding]:
    """The viewer's own, in the order in which they began."""
    rows = db.session.execute(
        select(Restriction.kind, Restriction.begins_at, Restriction.until, Decision.public_id)
        .join(Decision, Decision.id == Restriction.decision_id)
        .where(
            Restriction.member_id == viewer.id,
            Restriction.lifted_at.is_(None),
            or_(Restriction.until.is_(None), Restriction.until > at),
        )
        .order_by(Restriction.id)
    )
    return [Holding(*row) for row in rows]
