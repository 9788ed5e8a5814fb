"""Which groups somebody means who types a word of their own, or a medical one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, or_, select

from app.catalogue.kinds import PURPOSE_KINDS
from app.catalogue.models import ConceptParent
from app.catalogue.queries.suggesting import suggest
from app.community.queries.tables import group
from app.core.viewer import Viewer

# Words that could mean more concepts than this are too short to go by their meaning.
MOST_MEANINGS = 40


def meant_by(viewer: Viewer, words: str) -> ColumnElement[bool]:
    """A condition on groups: the name holds the words; or the words mean its concept, a
    wider one ("lung disease" finds asthma) or a narrower one ("type 1" finds diabetes)."""
    named = group.name.icontains(words, autoescape=True)
    meant = [one.concept_id for one in suggest(viewer, words, PURPOSE_KINDS, MOST_MEANINGS)]
    if not meant:
        return named
    return or_(
        named,
        group.condition_id.in_(meant),
        group.condition_id.in_(_wider(meant)),
        group.condition_id.in_(_narrower(meant)),
    )


def _wider(concept_ids: Collection[int]) -> Select[tuple[int]]:
    step = select(ConceptParent.parent_id.label("id")).where(
        ConceptParent.concept_id.in_(concept_ids)
    )
    line = step.cte("wider", recursive=True)
    above = select(ConceptParent.parent_id).join(line, line.c.id == ConceptParent.concept_id)
    return select(line.union(above).c.id)


def _narrower(concept_ids: Collection[int]) -> Select[tuple[int]]:
    step = select(ConceptParent.concept_id.label("id")).where(
        ConceptParent.parent_id.in_(concept_ids)
    )
    line = step.cte("narrower", recursive=True)
    below = select(ConceptParent.concept_id).join(line, line.c.id == ConceptParent.parent_id)
    return select(line.union(below).c.id)
