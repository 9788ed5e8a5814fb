"""Live figures over what members show to one group: people are counted, never rows.

Whoever reads these has been let into the group before. An evaluation counts while it is the newest
of its owner for a treatment, its owner shows it to this group, and their consents hold.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Subquery, case, func, select

from app.catalogue.models import Concept
from app.core.database import db
from app.health.models import (
    Evaluation,
    EvaluationPurpose,
    EvaluationSideEffect,
    EvaluationStopReason,
)
from app.health.queries.cards import shown_to
from app.health.scales import Effectiveness
from app.insights.queries.answers import Named

NAMED_SHOWN = 10


class TreatmentCount(NamedTuple):
    """A treatment that people show to the group; ``helped`` of ``rated`` say well or very well."""

    id: int
    slug: str
    name: str
    people: int
    rated: int
    helped: int


class Combination(NamedTuple):
    """How many people gave exactly these answers."""

    effectiveness: int | None
    side_effects: int | None
    overall: int | None
    time_on_it: str | None
    still_taking: bool | None
    people: int


class NamedCount(NamedTuple):
    """A thing people named, or a reason from the fixed list, and how many named it."""

    name: str
    people: int


class Span(NamedTuple):
    """When the first and the last counted answer was given."""

    first: datetime
    last: datetime


def _shown(group_id: int) -> tuple[ColumnElement[bool], ...]:
    """The newest evaluation of a person for a treatment, while its owner shows it to the group."""
    return (
        Evaluation.is_current.is_(True),
        Evaluation.treatment_id.is_not(None),
        shown_to(group_id),
    )


def _counted(group_id: int, treatment_id: int | None) -> Subquery:
    """The one evaluation of each person that counts: of a treatment, or their newest of all."""
    shown = select(Evaluation.id).where(*_shown(group_id))
    if treatment_id is not None:
        return shown.where(Evaluation.treatment_id == treatment_id).subquery()
    age = func.row_number().over(
        partition_by=Evaluation.member_id,
        order_by=(Evaluation.entered_at.desc(), Evaluation.id.desc()),
    )
    aged = shown.add_columns(age.label("age")).subquery()
    return select(aged.c.id).where(aged.c.age == 1).subquery()


def treatments_in(group_id: int) -> list[TreatmentCount]:
    """Every treatment that somebody shows to the group, in no useful order."""
    helped = func.sum(case((Evaluation.effectiveness >= Effectiveness.CONSIDERABLY, 1), else_=0))
    rows = db.session.execute(
        select(
            Concept.id,
            Concept.slug,
            Concept.name,
            func.count(),
            func.count(Evaluation.effectiveness),
            helped,
        )
        .join(Evaluation, Evaluation.treatment_id == Concept.id)
        .where(*_shown(group_id))
        .group_by(Concept.id, Concept.slug, Concept.name)
    )
    return [TreatmentCount(*row) for row in rows]


def treatment_named(slug: str) -> Named | None:
    """Id, slug and name of a treatment of the catalogue."""
    statement = select(Concept.id, Concept.slug, Concept.name)
    wanted = statement.where(Concept.kind == "treatment", Concept.slug == slug)
    row = db.session.execute(wanted).first()
    return Named(*row) if row else None


def combinations(group_id: int, treatment_id: int | None = None) -> list[Combination]:
    """Answers with how many people gave them, one per person; of all treatments when none is said."""
    counted = _counted(group_id, treatment_id)
    columns = (
        Evaluation.effectiveness,
        Evaluation.side_effects,
        Evaluation.overall,
        Evaluation.time_on_it,
        Evaluation.still_taking,
    )
    rows = db.session.execute(
        select(*columns, func.count())
        .join(counted, counted.c.id == Evaluation.id)
        .group_by(*columns)
    )
    return [Combination(*row) for row in rows]


def stop_reasons(group_id: int, treatment_id: int | None = None) -> list[NamedCount]:
    """Codes of the reasons to stop, most named first; a person may name several."""
    counted = _counted(group_id, treatment_id)
    people = func.count()
    rows = db.session.execute(
        select(EvaluationStopReason.reason, people)
        .join(counted, counted.c.id == EvaluationStopReason.evaluation_id)
        .group_by(EvaluationStopReason.reason)
        .order_by(people.desc(), EvaluationStopReason.reason)
    )
    return [NamedCount(*row) for row in rows]


def _named(model: Any, group_id: int, treatment_id: int | None) -> list[NamedCount]:
    counted = _counted(group_id, treatment_id)
    people = func.count(model.evaluation_id.distinct())
    rows = db.session.execute(
        select(Concept.name, people)
        .select_from(model)
        .join(counted, counted.c.id == model.evaluation_id)
        .join(Concept, Concept.id == model.concept_id)
        .group_by(Concept.id, Concept.name)
        .order_by(people.desc(), Concept.name)
        .limit(NAMED_SHOWN)
    )
    return [NamedCount(*row) for row in rows]


def side_effects_named(group_id: int, treatment_id: int | None = None) -> list[NamedCount]:
    """The side effects named most, at most ten, by how many people named each."""
    return _named(EvaluationSideEffect, group_id, treatment_id)


def purposes(group_id: int, treatment_id: int | None = None) -> list[NamedCount]:
    """What it is taken for, at most ten, by how many people."""
    return _named(EvaluationPurpose, group_id, treatment_id)


def span(group_id: int, treatment_id: int | None = None) -> Span | None:
    """From when to when the counted answers are; ``None`` when there are none."""
    counted = _counted(group_id, treatment_id)
    first, last = db.session.execute(
        select(func.min(Evaluation.entered_at), func.max(Evaluation.entered_at)).join(
            counted, counted.c.id == Evaluation.id
        )
    ).one()
    return Span(first, last) if first else None
