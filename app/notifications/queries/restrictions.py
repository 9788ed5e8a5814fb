"""Restrictions that ended by the clock."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, literal, select

from app.core.database import db
from app.moderation.models import Decision, Restriction
from app.notifications.models import Notice

# What decisions stand under; the notice of an end leads there.
PAGES = "/me/decisions/"
AT_A_TIME = 200


class Over(NamedTuple):
    """What is over for whom, and the public id of the decision that began it."""

    member_id: int
    kind: str
    decision_id: str


def ended_between(since: datetime, until: datetime) -> list[Over]:
    """Those whose member was not told yet, in the order in which they ended. The notice itself is
    what says that they were."""
    was_told = exists().where(
        Notice.member_id == Restriction.member_id,
        Notice.kind == "restriction_ended",
        Notice.path == literal(PAGES) + Decision.public_id,
    )
    rows = db.session.execute(
        select(Restriction.member_id, Restriction.kind, Decision.public_id)
        .join(Decision, Decision.id == Restriction.decision_id)
        .where(
            Restriction.lifted_at.is_(None), Restriction.until > since, Restriction.until <= until,
            ~was_told,
        )
        .order_by(Restriction.until, Restriction.id)
        .limit(AT_A_TIME)
    )  # fmt: skip
    return [Over(*row) for row in rows]
