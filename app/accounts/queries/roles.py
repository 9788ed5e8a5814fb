"""Role grants: who holds what, by whom, why, and who held it before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member, RoleGrant
from app.core.database import db


def of_member(member_id: int) -> Sequence[Row[Any]]:
    """Every grant of one member, current ones first, then the newest."""
    giver, ender = aliased(Member), aliased(Member)
    return db.session.execute(
        select(
            RoleGrant.role,
            RoleGrant.reason,
            RoleGrant.granted_at,
            RoleGrant.ended_at,
            RoleGrant.ended_reason,
            giver.display_name.label("given_by"),
            ender.display_name.label("ended_by"),
        )
        .outerjoin(giver, giver.id == RoleGrant.granted_by_id)
        .outerjoin(ender, ender.id == RoleGrant.ended_by_id)
        .where(RoleGrant.member_id == member_id)
        .order_by(RoleGrant.ended_at.is_not(None), RoleGrant.id.desc())
    ).all()


def holders() -> Sequence[Row[Any]]:
    """Everybody who holds a site role now, by role and name: `role`, `display_name`, …"""
    return db.session.execute(
        select(
            RoleGrant.role,
            RoleGrant.reason,
            RoleGrant.granted_at,
            Member.display_name,
            Member.public_id,
        )
        .join(Member, Member.id == RoleGrant.member_id)
        .where(RoleGrant.ended_at.is_(None))
        .order_by(RoleGrant.role, Member.display_name)
    ).all()


def current(member_id: int, role: str) -> RoleGrant | None:
    """The grant by which a member holds a role now."""
    return db.session.scalar(
        select(RoleGrant).where(
            RoleGrant.member_id == member_id,
            RoleGrant.role == role,
            RoleGrant.ended_at.is_(None),
        )
    )


def lock_current(role: str) -> int:
    """How many members hold a role now, with those grants locked until the change is over, so
    that two operators cannot end each other at the same moment. SQLite has one writer anyway."""
    members = db.session.scalars(
        select(RoleGrant.member_id)
        .where(RoleGrant.role == role, RoleGrant.ended_at.is_(None))
        .order_by(RoleGrant.id)
        .with_for_update()
    )
    return len(set(members))
