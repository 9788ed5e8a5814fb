"""What the transparency report is counted from: codes, moments, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from app.core.database import db
from app.moderation.models import Appeal, Case, Decision, Detection, Report, SecondLook

# Reasons that are in no count: signs of distress, and what was one before its time was over.
NOT_COUNTED = ("worried", "")


def began(case_id: int, round_: int) -> datetime | None:
    """When something was first reported or found in one round of a case."""
    made = select(func.min(Report.made_at)).where(Report.case_id == case_id, Report.round == round_)
    found = select(func.min(Detection.found_at)).where(
        Detection.case_id == case_id, Detection.round == round_
    )
    return min(filter(None, (db.session.scalar(made), db.session.scalar(found))), default=None)


def reports_in(case_id: int, round_: int) -> dict[str, int]:
    """How many stand in one round of a case, by reason, without signs of distress."""
    counted = select(Report.reason, func.count()).where(
        Report.case_id == case_id,
        Report.round == round_,
        Report.taken_back_at.is_(None),
        Report.reason.not_in(NOT_COUNTED),
    )
    rows = db.session.execute(counted.group_by(Report.reason).order_by(Report.reason))
    return dict(rows.tuples().all())


def decisions() -> Iterator[Row[Any]]:
    """`taken_at action ground notice detected made found`: the last two are the first report and
    the first finding of the round."""
    made = select(func.min(Report.made_at)).where(
        Report.case_id == Decision.case_id, Report.round == Decision.round
    )
    found = select(func.min(Detection.found_at)).where(
        Detection.case_id == Decision.case_id, Detection.round == Decision.round
    )
    rows = select(
        Decision.taken_at, Decision.action, Decision.ground, Decision.notice,
        Decision.is_detected_automatically.label("detected"),
        made.correlate(Decision).scalar_subquery().label("made"),
        found.correlate(Decision).scalar_subquery().label("found"),
    )  # fmt: skip
    yield from db.session.execute(rows.order_by(Decision.id))


def answered_reports() -> Iterator[Row[Any]]:
    """`taken_at reason` of each report that a decision answered."""
    rows = (
        select(Decision.taken_at, Report.reason)
        .join(Report, (Report.case_id == Decision.case_id) & (Report.round == Decision.round))
        .where(Report.taken_back_at.is_(None), Report.reason.not_in(NOT_COUNTED))
        .order_by(Report.id)
    )
    yield from db.session.execute(rows)


def answered_appeals() -> Iterator[Row[Any]]:
    """`made_at decided_at standing outcome`."""
    rows = select(Appeal.made_at, Appeal.decided_at, Appeal.standing, Appeal.outcome)
    yield from db.session.execute(rows.where(Appeal.outcome.is_not(None)).order_by(Appeal.id))


def second_looks() -> Iterator[Row[Any]]:
    """`made_at action acts`: what the first one decided, and whether the second one would act."""
    rows = select(SecondLook.made_at, Decision.action, SecondLook.acts)
    rows = rows.join(Decision, Decision.id == SecondLook.decision_id).order_by(SecondLook.id)
    yield from db.session.execute(rows)


def newest() -> tuple[Any, ...]:
    """What changes whenever any of these does: cheap to ask, for remembering the answer."""
    asked = (
        select(Decision.public_id).order_by(Decision.id.desc()),
        select(Appeal.public_id).order_by(Appeal.decided_at.desc().nulls_last()),
        select(SecondLook.id).order_by(SecondLook.id.desc()),
    )
    return tuple(db.session.scalar(one.limit(1)) for one in asked)


def cases_since(since: datetime) -> Iterator[Row[Any]]:
    """`level opened_at first_seen_at` of each case that was opened last since then."""
    rows = select(Case.level, Case.opened_at, Case.first_seen_at).where(Case.opened_at >= since)
    yield from db.session.execute(rows)
