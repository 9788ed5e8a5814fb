"""Whether ids that a form or an importer hands over mean what they are used for."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from app.catalogue.models import Concept, Proposal
from app.core.database import db


def kinds_of(concept_ids: Iterable[int | None]) -> dict[int, str]:
    """Concept id -> "treatment", "condition", …; an id that is no concept is left out."""
    wanted = {number for number in concept_ids if number is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Concept.id, Concept.kind).where(Concept.id.in_(wanted)))
    return {row.id: row.kind for row in rows}


def are_proposed(proposal_ids: set[int], kinds: Iterable[str]) -> bool:
    """Whether every id is a proposal of one of these kinds."""
    if not proposal_ids:
        return True
    count = db.session.scalar(
        select(func.count()).where(Proposal.id.in_(proposal_ids), Proposal.kind.in_(list(kinds)))
    )
    return count == len(proposal_ids)
