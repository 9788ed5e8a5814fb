"""Claims of clinicians: one's own, and those an operator has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import undefer

from app.accounts.models import ClinicianClaim, Member
from app.core.database import db
from app.core.viewer import Viewer

_CLAIM = (
    ClinicianClaim.id,
    ClinicianClaim.public_id,
    ClinicianClaim.profession,
    ClinicianClaim.country,
    ClinicianClaim.register_name,
    ClinicianClaim.registration_number,
    ClinicianClaim.document_type,
    ClinicianClaim.state,
    ClinicianClaim.made_at,
    ClinicianClaim.decided_at,
    ClinicianClaim.decision_reason,
    ClinicianClaim.valid_until,
)
_WITH_MEMBER = (
    *_CLAIM,
    ClinicianClaim.member_id,
    Member.display_name,
    Member.public_id.label("member_public_id"),
)


def newest_of(viewer: Viewer) -> Row[Any] | None:
    """The viewer's newest claim; earlier ones stay as history."""
    mine = select(*_CLAIM).where(ClinicianClaim.member_id == viewer.id)
    return db.session.execute(mine.order_by(ClinicianClaim.id.desc()).limit(1)).one_or_none()


def waiting() -> Sequence[Row[Any]]:
    """Everything to decide, the longest waiting first. For operators; holds no document."""
    rows = select(*_WITH_MEMBER).join(Member, Member.id == ClinicianClaim.member_id)
    return db.session.execute(
        rows.where(ClinicianClaim.state == "waiting").order_by(ClinicianClaim.id).limit(100)
    ).all()


def one(public_id: str) -> Row[Any] | None:
    """One claim with its member, for operators."""
    rows = select(*_WITH_MEMBER).join(Member, Member.id == ClinicianClaim.member_id)
    return db.session.execute(rows.where(ClinicianClaim.public_id == public_id)).one_or_none()


def entity(public_id: str, *, state: str) -> ClinicianClaim | None:
    """A claim in that state, locked, with its document, to change it."""
    return db.session.scalar(
        select(ClinicianClaim)
        .where(ClinicianClaim.public_id == public_id, ClinicianClaim.state == state)
        .options(undefer(ClinicianClaim.sealed_document))
        .with_for_update()
    )


def run_out(today: date) -> Sequence[ClinicianClaim]:
    """Accepted claims whose last day is over."""
    return db.session.scalars(
        select(ClinicianClaim).where(
            ClinicianClaim.state == "accepted", ClinicianClaim.valid_until < today
        )
    ).all()
