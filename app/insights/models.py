"""Released summaries and what they cost in privacy.

A release and its tables never change and are never deleted: the database refuses it by triggers,
these classes refuse it before. What a member shows to a group is not stored here, nor is any row
of a person, nor any count before noise.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, created_at_column, primary_key, public_id_column


class Release(Base):
    """One dated set of summaries. `sha256` is over all its tables in their order."""

    __tablename__ = "releases"
    __table_args__ = (
        CheckConstraint("least_cell > 0 AND least_cohort >= least_cell", name="thresholds"),
        Index("ix_releases_newest", "cut_off", "id"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    name: Mapped[str] = mapped_column(String(40), unique=True)
    cut_off: Mapped[date] = mapped_column(Date)
    # A fraction in words, "1/2": noise is drawn in whole numbers, never in floating point.
    epsilon: Mapped[str] = mapped_column(String(12))
    least_cell: Mapped[int]
    least_cohort: Mapped[int]
    catalogue_version: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    released_at: Mapped[datetime] = created_at_column()


class ReleasedTable(Base):
    """One table of the fixed list for one condition, as text that is served as it is stored.

    `artefact` is JSON with noisy, rounded, thresholded values only. Name and slug of the condition
    are inside, so that a summary is read without any other table."""

    __tablename__ = "released_tables"
    __table_args__ = (
        UniqueConstraint("release_id", "table_id", "condition_id"),
        Index("ix_released_tables_page", "condition_slug", "release_id"),
    )

    id: Mapped[int] = primary_key()
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    table_id: Mapped[str] = mapped_column(String(40))
    condition_id: Mapped[int] = mapped_column(ForeignKey("concepts.id"), index=True)
    condition_slug: Mapped[str] = mapped_column(String(160))
    artefact: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))


class PrivacySpending(Base):
    """What one table of one release cost every person counted in it: a line of the ledger."""

    __tablename__ = "privacy_ledger"
    __table_args__ = (UniqueConstraint("release_id", "table_id"),)

    id: Mapped[int] = primary_key()
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    table_id: Mapped[str] = mapped_column(String(40))
    epsilon: Mapped[str] = mapped_column(String(12))
    # The day that counts for the cap of a year; a copy, so that the ledger stands alone.
    cut_off: Mapped[date] = mapped_column(Date, index=True)
    spent_at: Mapped[datetime] = created_at_column()


class ReleaseIsImmutable(RuntimeError):
    """Something tried to change or delete what was released."""


def _refuse(_mapper: Any, _connection: Any, row: Base) -> None:
    raise ReleaseIsImmutable(f"{row.__tablename__} {row.id} was released")  # type: ignore[attr-defined]


for _model in (Release, ReleasedTable, PrivacySpending):
    event.listen(_model, "before_update", _refuse)
    event.listen(_model, "before_delete", _refuse)
