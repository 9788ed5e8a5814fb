"""How long people wait for an answer to a report."""

from __future__ import annotations

import math
from statistics import median
from typing import NamedTuple

from sqlalchemy import and_, select

from app.core.database import db
from app.moderation.models import Case, Decision, Report

LAST = 100
# Fewer say nothing about the next one.
TOO_FEW = 10


class UsualWait(NamedTuple):
    """Half of the last `reports` answered reports were answered within `hours`, rounded up."""

    reports: int
    hours: int


def usual_wait() -> UsualWait | None:
    """Over the last 100 answered reports; without those about people in distress, which come
    first. None while there are fewer than ten."""
    rows = db.session.execute(
        select(Report.made_at, Decision.taken_at)
        .join(Decision, and_(Decision.case_id == Report.case_id, Decision.round == Report.round))
        .join(Case, Case.id == Report.case_id)
        .where(Report.taken_back_at.is_(None), Case.is_sensitive.is_(False))
        .order_by(Decision.id.desc(), Report.id.desc())
        .limit(LAST)
    )
    waits = [(taken_at - made_at).total_seconds() for made_at, taken_at in rows]
    if len(waits) < TOO_FEW:
        return None
    return UsualWait(len(waits), max(1, math.ceil(median(waits) / 3600)))
