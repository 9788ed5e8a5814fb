"""Answers that a release may count, and the public lists that its tables are made over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.catalogue.kinds import PURPOSE_KINDS
from app.catalogue.models import Concept
from app.community.models import Group
from app.core.database import db
from app.health.models import Evaluation, EvaluationPurpose
from app.insights.queries.eligibility import PROMISES

_AT_A_TIME = 1000


class Named(NamedTuple):
    """A concept as a page names it."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One judgement of a treatment for a condition: two answers of five steps (0 to 4) and an
    overall rating from 1 to 10; each may be left out."""

    member_id: int
    condition_id: int
    treatment_id: int
    effectiveness: int | None
    side_effects: int | None
    overall: int | None


def public_conditions() -> list[Named]:
    """What has a group that any member can read: a public list, made by nobody's answers.

    Symptoms and situations count as conditions here. One that shares its slug with another
    concept carries its kind in it, because a release knows its tables by slug alone.
    """
    open_groups = select(Group.condition_id).where(Group.audience != "group")
    other = aliased(Concept)
    shares_slug = exists().where(
        other.slug == Concept.slug, other.id != Concept.id, other.kind.in_(PURPOSE_KINDS)
    )
    listed = (
        select(Concept.id, Concept.kind, Concept.slug, Concept.name, shares_slug.label("is_shared"))
        .where(Concept.id.in_(open_groups), Concept.kind.in_(PURPOSE_KINDS))
        .order_by(Concept.id)
    )
    return [
        Named(
            row.id,
            f"{row.slug}-{row.kind}" if row.is_shared and row.kind != "condition" else row.slug,
            row.name,
        )
        for row in db.session.execute(listed)
    ]


def public_treatments() -> list[Named]:
    """Every treatment of the catalogue that is in use."""
    listed = select(Concept.id, Concept.slug, Concept.name).where(
        Concept.kind == "treatment", Concept.retired_at.is_(None)
    )
    return [Named(*row) for row in db.session.execute(listed.order_by(Concept.id))]


def _countable(until: datetime, after: datetime | None) -> Select[Any]:
    statement = (
        select(
            Evaluation.member_id,
            EvaluationPurpose.concept_id,
            Evaluation.treatment_id,
            Evaluation.effectiveness,
            Evaluation.side_effects,
            Evaluation.overall,
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
                overall=row.overall,
            )
