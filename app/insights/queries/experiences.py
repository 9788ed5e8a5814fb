"""The experiences behind a number: topics of a group whose evaluation gave this answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, select, tuple_

from app.accounts.models import Member
from app.catalogue.models import Concept
from app.community.models import Group, Topic
from app.community.queries import readable_by
from app.core.database import db
from app.core.errors import NotFound
from app.core.pagination import PAGE_SIZE, KeyPage, decode_key, instant, key_page
from app.core.viewer import Viewer
from app.health.models import Evaluation, EvaluationStopReason
from app.health.queries.cards import shown_to


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which experiences: every part that is set must fit."""

    treatment: str | None = None
    effectiveness: int | None = None
    side_effects: int | None = None
    stop_reason: str | None = None


class ExperienceLine(NamedTuple):
    """An experience in a list."""

    id: int
    public_id: str
    title: str
    opened_by: str
    treatment: str
    effectiveness: int | None
    side_effects: int | None
    created_at: datetime
    post_count: int


def _listed(viewer: Viewer, group_id: int) -> Select[Any]:
    return (
        select(
            Topic.id,
            Topic.public_id,
            Topic.title,
            Member.display_name,
            Concept.name,
            Evaluation.effectiveness,
            Evaluation.side_effects,
            Topic.created_at,
            Topic.post_count,
        )
        .join(Group, Group.id == Topic.group_id)
        .join(Evaluation, Evaluation.id == Topic.evaluation_id)
        .join(Concept, Concept.id == Evaluation.treatment_id)
        .join(Member, Member.id == Topic.opened_by_id)
        .where(Topic.group_id == group_id, Topic.deleted_at.is_(None))
        .where(readable_by(viewer), shown_to(group_id))
    )


def _narrowed(statement: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.treatment is not None:
        statement = statement.where(Concept.slug == wanted.treatment)
    if wanted.effectiveness is not None:
        statement = statement.where(Evaluation.effectiveness == wanted.effectiveness)
    if wanted.side_effects is not None:
        statement = statement.where(Evaluation.side_effects == wanted.side_effects)
    if wanted.stop_reason is not None:
        gave = exists().where(
            EvaluationStopReason.evaluation_id == Evaluation.id,
            EvaluationStopReason.reason == wanted.stop_reason,
        )
        statement = statement.where(gave)
    return statement


def _after(key: list[Any]) -> tuple[datetime, int]:
    if not isinstance(key[1], int):
        raise NotFound
    return instant(key[0]), key[1]


def experiences(
    viewer: Viewer, group_id: int, wanted: Wanted, after: str | None = None
) -> KeyPage[ExperienceLine]:
    """Experiences of a group the viewer reads, newest first, 20 a page, one query.

    Raises:
        NotFound: ``after`` is not a key of this list.
    """
    statement = _narrowed(_listed(viewer, group_id), wanted)
    key = decode_key(after, 2)
    if key:
        statement = statement.where(tuple_(Topic.created_at, Topic.id) < _after(key))
    statement = statement.order_by(Topic.created_at.desc(), Topic.id.desc()).limit(PAGE_SIZE + 1)
    rows = [ExperienceLine(*row) for row in db.session.execute(statement)]
    return key_page(rows, PAGE_SIZE, lambda row: (row.created_at.isoformat(), row.id))
