"""Conditions, symptoms, treatments and life situations, with every name people give them.

What a member has or takes is not here (see `health`); these are the words it is said in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.catalogue.kinds import CONCEPT_KINDS
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column

NAME_KINDS = ("preferred", "lay", "brand", "synonym", "everyday")
PROPOSAL_STATES = ("open", "accepted", "rejected")

# Prefix search is a range over the index, so PostgreSQL must sort by bytes as SQLite does.
ByteOrdered = String(200).with_variant(String(200, collation="C"), "postgresql")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Concept(Base):
    """One meaning. `key` is the natural key of the source and never changes on a reload."""

    __tablename__ = "concepts"
    __table_args__ = (
        UniqueConstraint("kind", "slug"),
        CheckConstraint(_one_of("kind", CONCEPT_KINDS), name="kind"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    slug: Mapped[str] = mapped_column(String(160))
    name: Mapped[str] = mapped_column(String(200))
    medical_name: Mapped[str] = mapped_column(String(200))
    definition: Mapped[str | None] = mapped_column(Text, default=None)
    # "substance", "combination", "class", "way" (not a medicine) for treatments; else empty.
    sort: Mapped[str] = mapped_column(String(12), default="")
    codes: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    source: Mapped[str] = mapped_column(String(40), default="")
    # How well known: orders suggestions, and says which names may be reached by a misspelling.
    weight: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class ConceptName(Base):
    """One way of saying a concept.

    `normalised` is what type-ahead compares; `folded` also has no plurals and British spellings
    (`words.fold`), and is what the matcher compares.
    """

    __tablename__ = "concept_names"
    __table_args__ = (
        UniqueConstraint("concept_id", "normalised"),
        CheckConstraint(_one_of("kind", NAME_KINDS), name="kind"),
        Index(None, "normalised", "concept_id"),
        Index(None, "folded", "concept_id"),
    )

    id: Mapped[int] = primary_key()
    concept_id: Mapped[int] = mapped_column(ForeignKey("concepts.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(String(200))
    normalised: Mapped[str] = mapped_column(ByteOrdered)
    folded: Mapped[str] = mapped_column(ByteOrdered)
    kind: Mapped[str] = mapped_column(String(12))


class ConceptParent(Base):
    """A wider concept: asthma is a lung disease. A concept may have several."""

    __tablename__ = "concept_parents"

    concept_id: Mapped[int] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), primary_key=True
    )
    parent_id: Mapped[int] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ConceptPart(Base):
    """A substance inside a combination product."""

    __tablename__ = "concept_parts"

    concept_id: Mapped[int] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), primary_key=True
    )
    part_id: Mapped[int] = mapped_column(
        ForeignKey("concepts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(default=0)


class Proposal(Base):
    """Words a person used that no concept says yet, kept as they were written first."""

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("kind", "normalised"),
        CheckConstraint(_one_of("status", PROPOSAL_STATES), name="status"),
        CheckConstraint(_one_of("kind", CONCEPT_KINDS), name="kind"),
        CheckConstraint("times_proposed > 0", name="times_proposed"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(String(200))
    normalised: Mapped[str] = mapped_column(ByteOrdered)
    proposed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None, index=True
    )
    times_proposed: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(12), default="open", index=True)
    concept_id: Mapped[int | None] = mapped_column(
        ForeignKey("concepts.id", ondelete="SET NULL"), default=None, index=True
    )
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None, index=True
    )
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    created_at: Mapped[datetime] = created_at_column()


class CatalogueLoad(Base):
    """One loading of the data files; the newest row says what stands in the tables."""

    __tablename__ = "catalogue_loads"

    id: Mapped[int] = primary_key()
    files_hash: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(80))
    concept_count: Mapped[int] = mapped_column()
    name_count: Mapped[int] = mapped_column()
    loaded_at: Mapped[datetime] = created_at_column()
