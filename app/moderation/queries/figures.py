"""What the transparency report is counted from: codes, moments, and nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from app.core.database import db
from app.moderation.models import Appeal, Case, Decision, Detection, Report, SecondLook
from app.moderation.steps import NOTHING, told_as

_OPENS_AGAIN = (Appeal.outcome == "overturned", Decision.action == NOTHING)


def began(case_id: int, round_: int) -> datetime | None:
    """When something was first reported or found in one round of a case, or an appeal opened it."""
    made = select(func.min(Report.made_at)).where(Report.case_id == case_id, Report.round == round_)
    found = select(func.min(Detection.found_at)).where(
        Detection.case_id == case_id, Detection.round == round_
    )
    asked = asked_again(case_id, round_)
    moments = (db.session.scalar(made), db.session.scalar(found), asked.at if asked else None)
    return min(filter(None, moments), default=None)


def asked_again(case_id: int, round_: int) -> Row[Any] | None:
    """`at standing` of the appeal that opened this round: it overturned that moderators had left
    the thing as it is."""
    which = select(Appeal.decided_at.label("at"), Appeal.standing).join(
        Decision, Decision.id == Appeal.decision_id
    )
    which = which.where(Decision.case_id == case_id, Decision.round == round_ - 1, *_OPENS_AGAIN)
    return db.session.execute(which.order_by(Appeal.decided_at).limit(1)).first()


def reports_in(case_id: int, round_: int) -> dict[str, int]:
    """How many stand in one round of a case, by reason as it is told."""
    standing = select(Report.reason).where(
        Report.case_id == case_id, Report.round == round_, Report.taken_back_at.is_(None)
    )
    return dict(Counter(map(told_as, db.session.scalars(standing.order_by(Report.id)))))


def decisions() -> Iterator[Row[Any]]:
    """`taken_at action ground notice detected made found asked`: the last three are the first
    report and the first finding of the round, and the appeal that opened it."""
    made = select(func.min(Report.made_at)).where(
        Report.case_id == Decision.case_id, Report.round == Decision.round
    )
    found = select(func.min(Detection.found_at)).where(
        Detection.case_id == Decision.case_id, Detection.round == Decision.round
    )
    earlier = aliased(Decision)
    asked = (
        select(func.min(Appeal.decided_at))
        .join(earlier, earlier.id == Appeal.decision_id)
        .where(earlier.case_id == Decision.case_id, earlier.round == Decision.round - 1)
        .where(Appeal.outcome == "overturned", earlier.action == NOTHING)
    )
    rows = select(
        Decision.taken_at, Decision.action, Decision.ground, Decision.notice,
        Decision.is_detected_automatically.label("detected"),
        made.correlate(Decision).scalar_subquery().label("made"),
        found.correlate(Decision).scalar_subquery().label("found"),
        asked.correlate(Decision).scalar_subquery().label("asked"),
    )  # fmt: skip
    yield from db.session.execute(rows.order_by(Decision.id))


def answered_reports() -> Iterator[Row[Any]]:
    """`taken_at reason` of each report that a decision answered."""
    rows = (
        select(Decision.taken_at, Report.reason)
        .join(Report, (Report.case_id == Decision.case_id) & (Report.round == Decision.round))
        .where(Report.taken_back_at.is_(None))
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
