"""The evaluation card: what the members of a group see of an evaluation.

The consent "show my health entries to groups" says who: members of the group, nobody else. So
somebody who reads a group from outside reads the words of an experience, but sees no card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    column,
    exists,
    literal,
    null,
    or_,
    select,
    table,
    union_all,
)

from app.accounts import wordings
from app.catalogue.models import Concept
from app.core.database import db
from app.core.viewer import Viewer
from app.health.models import (
    Evaluation,
    EvaluationPurpose,
    EvaluationShare,
    EvaluationSideEffect,
    EvaluationStopReason,
)
from app.health.queries.consent import KEEP, SHOW, consented

# Groups stand above health in the ladder: of their members we only read who is inside.
_inside = table("memberships", column("group_id"), column("member_id"))


@dataclass(frozen=True, kw_only=True)
class NamedThing:
    """A person's own words and, when they were matched, the concept's name and address."""

    words: str
    name: str | None = None
    slug: str | None = None


@dataclass(frozen=True, kw_only=True)
class EvaluationCard:
    """One evaluation, ready to be shown. Codes are those of `scales`; their words: `wording`."""

    evaluation_id: int
    public_id: str
    is_own: bool
    treatment: NamedThing
    purposes: tuple[NamedThing, ...]
    side_effects_named: tuple[NamedThing, ...]
    stop_reasons: tuple[str, ...]
    effectiveness: int | None
    side_effects: int | None
    overall: int | None
    adherence: str | None
    burden: str | None
    cost_band: str | None
    dose: str
    time_on_it: str | None
    still_taking: bool | None
    advice: str
    is_current: bool
    entered_at: datetime
    deleted_at: datetime | None


_COPIED = tuple(
    field.name for field in fields(EvaluationCard) if field.name in Evaluation.__table__.columns
)


def shown_to(group_id: Any) -> ColumnElement[bool]:
    """A condition on `Evaluation`: its owner shows it to this group, and both consents hold.
    Who looks, and whether they are inside, is another condition."""
    return and_(
        Evaluation.deleted_at.is_(None),
        exists().where(
            EvaluationShare.evaluation_id == Evaluation.id, EvaluationShare.group_id == group_id
        ),
        consented(Evaluation.member_id, KEEP, SHOW),
    )


def card_of(viewer: Viewer, evaluation_id: int, group_id: int) -> EvaluationCard | None:
    """The card of one evaluation in one group; None when this viewer is not to see it."""
    return cards_for(viewer, [evaluation_id], group_id).get(evaluation_id)


def cards_for(
    viewer: Viewer, evaluation_ids: Iterable[int], group_id: int
) -> dict[int, EvaluationCard]:
    """Cards by evaluation id, two queries. Own ones always; those of others while they show
    them to this group and the viewer is a member of it. Nobody who is not signed in has any."""
    wanted = set(evaluation_ids)
    if not viewer.is_signed_in or not wanted:
        return {}
    versions = tuple(wordings.version_of(purpose) for purpose in (KEEP, SHOW))
    values = {"wanted": list(wanted), "viewer_id": viewer.id, "group_id": group_id}
    return _cards(viewer, _in_a_group(versions), values)


def read_cards(viewer: Viewer, which: ColumnElement[bool]) -> dict[int, EvaluationCard]:
    """Cards of the evaluations that meet a condition, newest first. The condition decides what
    the viewer may see: only queries of this package call it."""
    return _cards(viewer, _those(which), {})


def _cards(
    viewer: Viewer, statement: Select[Any], values: dict[str, Any]
) -> dict[int, EvaluationCard]:
    rows = db.session.execute(statement, values).all()
    parts = _parts([row.id for row in rows]) if rows else {}
    return {row.id: _card(viewer, row, parts) for row in rows}


def _those(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            Evaluation.id,
            Evaluation.member_id,
            Evaluation.treatment_words,
            Concept.name,
            Concept.slug,
            *(getattr(Evaluation, name) for name in _COPIED),
        )
        .outerjoin(Concept, Concept.id == Evaluation.treatment_id)
        .where(which)
        .order_by(Evaluation.entered_at.desc(), Evaluation.id.desc())
    )


@cache
def _in_a_group(_versions: tuple[int, ...]) -> Select[Any]:
    """The statement of `cards_for`, built once: building it costs more than running it. The
    versions of the consent texts stand in it, so a new text makes a new statement."""
    viewer_id, group_id = (bindparam(name, type_=Integer) for name in ("viewer_id", "group_id"))
    own = and_(Evaluation.member_id == viewer_id, Evaluation.deleted_at.is_(None))
    inside = exists().where(_inside.c.group_id == group_id, _inside.c.member_id == viewer_id)
    may_see = or_(own, and_(inside, shown_to(group_id)))
    return _those(and_(Evaluation.id.in_(bindparam("wanted", expanding=True)), may_see))


def _card(viewer: Viewer, row: Any, parts: dict[tuple[int, str], list[Any]]) -> EvaluationCard:
    def things(kind: str) -> tuple[NamedThing, ...]:
        found = parts.get((row.id, kind), [])
        return tuple(NamedThing(words=one.words, name=one.name, slug=one.slug) for one in found)

    return EvaluationCard(
        evaluation_id=row.id,
        is_own=viewer.is_signed_in and row.member_id == viewer.id,
        treatment=NamedThing(words=row.treatment_words, name=row.name, slug=row.slug),
        purposes=things("purpose"),
        side_effects_named=things("side effect"),
        stop_reasons=tuple(one.words for one in parts.get((row.id, "stop reason"), [])),
        **{name: getattr(row, name) for name in _COPIED},
    )


def _parts(evaluation_ids: list[int]) -> dict[tuple[int, str], list[Any]]:
    """Purposes, named side effects and reasons to stop, in the order they were given."""
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    rows = db.session.execute(_all_parts(), {"wanted": evaluation_ids})
    for row in sorted(rows, key=lambda one: one.place):
        found[row.evaluation_id, row.kind].append(row)
    return found


@cache
def _all_parts() -> Any:
    wanted: Any = bindparam("wanted", expanding=True)

    def named(kind: str, model: Any) -> Any:
        return (
            select(
                literal(kind).label("kind"),
                model.evaluation_id,
                model.id.label("place"),
                model.words,
                Concept.name,
                Concept.slug,
            )
            .outerjoin(Concept, Concept.id == model.concept_id)
            .where(model.evaluation_id.in_(wanted))
        )

    reasons = select(
        literal("stop reason").label("kind"),
        EvaluationStopReason.evaluation_id,
        EvaluationStopReason.id.label("place"),
        EvaluationStopReason.reason.label("words"),
        null().label("name"),
        null().label("slug"),
    ).where(EvaluationStopReason.evaluation_id.in_(wanted))
    both = [named("purpose", EvaluationPurpose), named("side effect", EvaluationSideEffect)]
    return union_all(*both, reasons)
