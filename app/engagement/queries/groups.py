"""Groups, for work that goes through all of them."""

from __future__ import annotations

from sqlalchemy import select

from app.community.models import Group
from app.core.database import db


def all_group_ids() -> list[int]:
    """Keys of every group, in order."""
    return list(db.session.scalars(select(Group.id).order_by(Group.id)))


def group_with_slug(slug: str) -> int | None:
    """The key of a group by the last part of its address."""
    return db.session.scalar(select(Group.id).where(Group.slug == slug))
