"""Answers that a release may count, and the public lists that its tables are made over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, select

from app.accounts.models import Member
from app.catalogue.models import Concept
from app.community.models import Group
from app.core.database import db
from app.health.models import Evaluation, EvaluationPurpose, EvaluationStopReason
from app.health.scales import StopReason
from app.insights.queries.eligibility import PROMISES

_AT_A_TIME = 1000
_SIDE_EFFECTS = (StopReason.SIDE_EFFECTS, StopReason.ALLERGY)


class Named(NamedTuple):
    """A concept as a page names it."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One judgement of a treatment for a condition. ``course`` is one of "still_on_it",
    "side_effects", "no_effect", "other" (why it was stopped), or empty."""

    member_id: int
    condition_id: int
    treatment_id: int
    effectiveness: int | None
    side_effects: int | None
    course: str | None


def public_conditions() -> list[Named]:
    """Conditions with a group that any member can read: a public list, made by nobody's answers."""
    open_groups = select(Group.condition_id).where(Group.audience != "group")
    listed = select(Concept.id, Concept.slug, Concept.name).where(
        Concept.id.in_(open_groups), Concept.kind == "condition"
    )
    return [Named(*row) for row in db.session.execute(listed.order_by(Concept.id))]


def public_treatments() -> list[Named]:
    """Every treatment of the catalogue that is in use."""
    listed = select(Concept.id, Concept.slug, Concept.name).where(
        Concept.kind == "treatment", Concept.retired_at.is_(None)
    )
    return [Named(*row) for row in db.session.execute(listed.order_by(Concept.id))]


def _stopped_for(*reasons: str) -> ColumnElement[bool]:
    which = [EvaluationStopReason.evaluation_id == Evaluation.id]
    if reasons:
        which.append(EvaluationStopReason.reason.in_(reasons))
    return exists().where(*which)


def _course(row: Any) -> str | None:
    if row.still_taking:
        return "still_on_it"
    if row.for_side_effects:
        return "side_effects"
    if row.for_no_effect:
        return "no_effect"
    return "other" if row.for_any or row.still_taking is False else None


def _countable(until: datetime, after: datetime | None) -> Select[Any]:
    statement = (
        select(
            Evaluation.member_id,
            EvaluationPurpose.concept_id,
            Evaluation.treatment_id,
            Evaluation.effectiveness,
            Evaluation.side_effects,
            Evaluation.still_taking,
            _stopped_for(*_SIDE_EFFECTS).label("for_side_effects"),
            _stopped_for(StopReason.DID_NOT_WORK).label("for_no_effect"),
            _stopped_for().label("for_any"),
        )
        .join(EvaluationPurpose, EvaluationPurpose.evaluation_id == Evaluation.id)
        .join(Member, Member.id == Evaluation.member_id)
        .where(Evaluation.treatment_id.is_not(None), Evaluation.deleted_at.is_(None))
        .where(Evaluation.entered_at < until, *(promise(until) for promise in PROMISES))
        .order_by(Evaluation.member_id, Evaluation.entered_at.desc(), Evaluation.id.desc())
    )
    return statement if after is None else statement.where(Evaluation.entered_at >= after)


def countable_answers(
    *, until: datetime, after: datetime | None, condition_ids: set[int]
) -> Iterator[Answer]:
    """Answers given before ``until`` (and not before ``after``) by people who may be counted.

    Read in pieces, one person's rows together, newest first. A condition outside the public list
    is left out; so is whatever was deleted or whose words are not in the catalogue.
    """
    statement = _countable(until, after).execution_options(yield_per=_AT_A_TIME)
    for row in db.session.execute(statement):
        if row.concept_id in condition_ids:
            yield Answer(
                member_id=row.member_id,
                condition_id=row.concept_id,
                treatment_id=row.treatment_id,
                effectiveness=row.effectiveness,
                side_effects=row.side_effects,
                course=_course(row),
            )
