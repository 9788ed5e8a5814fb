"""What the demo asks before it writes: is one here already, and which concept a name means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.models import Member
from app.accounts.queries.members import DEMO
from app.catalogue.models import Concept, ConceptName
from app.catalogue.words import normalise
from app.community.models import Topic
from app.core.database import Base, db


def is_here() -> bool:
    """Whether the database holds members of a demo."""
    return db.session.scalar(select(Member.id).where(Member.origin == DEMO).limit(1)) is not None


def has_real_accounts() -> bool:
    """Whether somebody who is no part of a demo can sign in here."""
    real = select(Member.id).where(Member.origin != DEMO, Member.password_hash.is_not(None))
    return db.session.scalar(real.limit(1)) is not None


def concepts_named(names: Iterable[str], *kinds: str) -> dict[str, int]:
    """Concept ids by name, for the names that the catalogue knows. Where a name means several
    concepts the best known one counts."""
    wanted = {normalise(name): name for name in names}
    rows = db.session.execute(
        select(ConceptName.normalised, Concept.id)
        .join(Concept, Concept.id == ConceptName.concept_id)
        .where(ConceptName.normalised.in_(wanted), Concept.kind.in_(kinds))
        .where(Concept.retired_at.is_(None))
        .order_by(Concept.weight, Concept.id.desc())
    )
    return {wanted[row.normalised]: row.id for row in rows}


def highest_id(table: str) -> int:
    """The highest integer key in use, 0 in an empty table."""
    return db.session.scalar(select(func.max(Base.metadata.tables[table].c.id))) or 0


def newest_topic(group_id: int, *, before: datetime) -> int:
    """The key of the topic that was opened last before a moment.

    Raises:
        NoResultFound: the group has none.
    """
    which = select(Topic.id).where(Topic.group_id == group_id, Topic.created_at < before)
    return db.session.scalars(which.order_by(Topic.created_at.desc(), Topic.id).limit(1)).one()
