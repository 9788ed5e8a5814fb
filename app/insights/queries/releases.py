"""Reading what was released."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from app.core.database import db
from app.insights.models import PrivacySpending, Release, ReleasedTable


class ReleaseRow(NamedTuple):
    """A release: its dates, how it protects, and the fingerprint of all it holds."""

    name: str
    cut_off: date
    released_at: datetime
    epsilon: Fraction
    least_cell: int
    least_cohort: int
    sha256: str


class SpentRow(NamedTuple):
    """A line of the ledger."""

    cut_off: date
    epsilon: Fraction


_COLUMNS = (
    Release.name,
    Release.cut_off,
    Release.released_at,
    Release.epsilon,
    Release.least_cell,
    Release.least_cohort,
    Release.sha256,
)
_NEWEST = select(Release.id).order_by(Release.cut_off.desc(), Release.id.desc()).limit(1)


def _row(row: Any) -> ReleaseRow:
    return ReleaseRow(
        name=row.name,
        cut_off=row.cut_off,
        released_at=row.released_at,
        epsilon=Fraction(row.epsilon),
        least_cell=row.least_cell,
        least_cohort=row.least_cohort,
        sha256=row.sha256,
    )


def release_named(name: str) -> Release | None:
    """The release of that name."""
    return db.session.scalar(select(Release).where(Release.name == name))


def cut_offs() -> list[date]:
    """The cut-off of every release, in no order."""
    return list(db.session.scalars(select(Release.cut_off)))


def ledger() -> list[SpentRow]:
    """Every line of the privacy ledger."""
    rows = db.session.execute(select(PrivacySpending.cut_off, PrivacySpending.epsilon))
    return [SpentRow(row.cut_off, Fraction(row.epsilon)) for row in rows]


def _tables(release: str | None) -> Select[Any]:
    which = Release.name == release if release else Release.id == _NEWEST.scalar_subquery()
    return (
        select(ReleasedTable.artefact, *_COLUMNS)
        .join(Release, Release.id == ReleasedTable.release_id)
        .where(which)
        .order_by(ReleasedTable.condition_slug, ReleasedTable.table_id)
    )


def tables_of(
    condition_slug: str, release: str | None = None
) -> tuple[ReleaseRow, list[str]] | None:
    """The release and the stored texts of one condition; of the newest release when none is named.

    One query. ``None`` when nothing was released for it, for whatever reason.
    """
    found = db.session.execute(
        _tables(release).where(ReleasedTable.condition_slug == condition_slug)
    ).all()
    return (_row(found[0]), [row.artefact for row in found]) if found else None


def tables_before(condition_slug: str, cut_off: date) -> tuple[ReleaseRow, list[str]] | None:
    """The texts of one condition in the last release before the one with this cut-off. One query."""
    before = (
        select(Release.id)
        .where(Release.cut_off < cut_off)
        .order_by(Release.cut_off.desc(), Release.id.desc())
        .limit(1)
    )
    statement = (
        select(ReleasedTable.artefact, *_COLUMNS)
        .join(Release, Release.id == ReleasedTable.release_id)
        .where(Release.id == before.scalar_subquery())
        .where(ReleasedTable.condition_slug == condition_slug)
        .order_by(ReleasedTable.table_id)
    )
    found = db.session.execute(statement).all()
    return (_row(found[0]), [row.artefact for row in found]) if found else None


def newest_tables(*table_ids: str) -> tuple[ReleaseRow, list[str]] | None:
    """The newest release and the texts of these tables for all conditions. One query.

    ``None`` before the first release, and when nothing in it could be shown."""
    found = db.session.execute(_tables(None).where(ReleasedTable.table_id.in_(table_ids))).all()
    return (_row(found[0]), [row.artefact for row in found]) if found else None
