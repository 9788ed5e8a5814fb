"""A member's own health record, as they see it themself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, column, select, table

from app.core.database import db
from app.core.errors import NotFound
from app.core.viewer import Viewer
from app.health.models import Evaluation, EvaluationShare
from app.health.queries.cards import EvaluationCard, read_cards
from app.health.queries.consent import KEEP, SHOW, holds

# Groups belong to a package above; here only names of groups a member is in or shows to are read.
_groups = table("groups", column("id"), column("public_id"), column("name"), column("slug"))
_inside = table("memberships", column("group_id"), column("member_id"))


@dataclass(frozen=True, kw_only=True)
class SharedGroup:
    """A group that a member shows an evaluation to."""

    public_id: str
    name: str
    slug: str


@dataclass(frozen=True, kw_only=True)
class MyEvaluation:
    """One's own evaluation and who sees it. `is_paused`: shown to groups, but the consent for
    that does not hold just now, so nobody sees it."""

    card: EvaluationCard
    groups: tuple[SharedGroup, ...]
    is_paused: bool


def mine(viewer: Viewer) -> list[MyEvaluation]:
    """All of the viewer's evaluations, newest first, the deleted ones too (see `deleted_at`)."""
    return _mine(viewer, Evaluation.member_id == viewer.id)


def my_evaluation(viewer: Viewer, public_id: str) -> MyEvaluation:
    """One of the viewer's own.

    Raises:
        NotFound: it is not there, deleted, or another person's.
    """
    found = _mine(viewer, own(viewer, public_id))
    if not found:
        raise NotFound
    return found[0]


def groups_to_show_to(viewer: Viewer, entry: MyEvaluation) -> list[SharedGroup]:
    """The viewer's groups that do not see this entry yet; none while a consent is missing."""
    if not holds(viewer.id, KEEP, SHOW):
        return []
    rows = db.session.execute(
        select(_groups.c.public_id, _groups.c.name, _groups.c.slug)
        .join(_inside, _inside.c.group_id == _groups.c.id)
        .where(
            _inside.c.member_id == viewer.id,
            _groups.c.public_id.not_in([group.public_id for group in entry.groups]),
        )
        .order_by(_groups.c.name)
    )
    return [SharedGroup(public_id=row.public_id, name=row.name, slug=row.slug) for row in rows]


def own(viewer: Viewer, public_id: str) -> ColumnElement[bool]:
    """A condition: the viewer's own evaluation of that id, not deleted. Nobody owns nothing."""
    return and_(
        Evaluation.member_id == (viewer.id or None),
        Evaluation.public_id == public_id,
        Evaluation.deleted_at.is_(None),
    )


def _mine(viewer: Viewer, which: ColumnElement[bool]) -> list[MyEvaluation]:
    cards = read_cards(viewer, and_(which, Evaluation.member_id == (viewer.id or None)))
    shown = _groups_of(list(cards))
    is_paused = not holds(viewer.id, KEEP, SHOW)
    return [
        MyEvaluation(card=card, groups=tuple(shown[number]), is_paused=is_paused)
        for number, card in cards.items()
    ]


def _groups_of(evaluation_ids: list[int]) -> dict[int, list[SharedGroup]]:
    shown: dict[int, list[SharedGroup]] = defaultdict(list)
    if not evaluation_ids:
        return shown
    rows = db.session.execute(
        select(EvaluationShare.evaluation_id, _groups.c.public_id, _groups.c.name, _groups.c.slug)
        .join(_groups, _groups.c.id == EvaluationShare.group_id)
        .where(EvaluationShare.evaluation_id.in_(evaluation_ids))
        .order_by(_groups.c.name)
    )
    for row in rows:
        shown[row.evaluation_id].append(
            SharedGroup(public_id=row.public_id, name=row.name, slug=row.slug)
        )
    return shown
