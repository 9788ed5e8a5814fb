"""Sessions as rows: who is behind a cookie, and on which devices a member is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from app.accounts.models import Member, RoleGrant, SignedInSession
from app.core.database import db
from app.core.viewer import Viewer


def with_member(token_hash: str) -> Row[Any] | None:
    """The session of that hash, its member and the member's current roles, in one query.

    Columns, not entities: it runs on every request. `roles` is a comma-separated string or
    None. Says nothing about whether the session is still fresh; the service does.
    """
    roles = (
        select(func.aggregate_strings(RoleGrant.role, ","))
        .where(RoleGrant.member_id == Member.id, RoleGrant.ended_at.is_(None))
        .scalar_subquery()
    )
    return db.session.execute(
        select(
            SignedInSession.id.label("session_id"),
            SignedInSession.created_at.label("started_at"),
            SignedInSession.seen_at,
            SignedInSession.expires_at,
            Member.id,
            Member.public_id,
            Member.display_name,
            Member.locale,
            Member.time_zone,
            Member.display,
            roles.label("roles"),
        )
        .join(Member, Member.id == SignedInSession.member_id)
        .where(SignedInSession.token_hash == token_hash)
    ).one_or_none()


def devices_of(viewer: Viewer, *, at: datetime, seen_after: datetime) -> Sequence[Row[Any]]:
    """The viewer's own sessions that have not run out, last used first."""
    return db.session.execute(
        select(
            SignedInSession.id,
            SignedInSession.public_id,
            SignedInSession.device,
            SignedInSession.created_at,
            SignedInSession.seen_at,
        )
        .where(
            SignedInSession.member_id == viewer.id,
            SignedInSession.expires_at > at,
            SignedInSession.seen_at > seen_after,
        )
        .order_by(SignedInSession.seen_at.desc(), SignedInSession.id.desc())
    ).all()


def device_of(viewer: Viewer, public_id: str) -> SignedInSession | None:
    """One of the viewer's own sessions; None for anybody else's."""
    return db.session.scalar(
        select(SignedInSession).where(
            SignedInSession.public_id == public_id, SignedInSession.member_id == viewer.id
        )
    )


def of_member(member_id: int) -> Sequence[SignedInSession]:
    """Every session of a member, to end them."""
    return db.session.scalars(
        select(SignedInSession).where(SignedInSession.member_id == member_id)
    ).all()
