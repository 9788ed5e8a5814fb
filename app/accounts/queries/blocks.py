"""Whom members do not want to hear."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from app.accounts.models import Block, Member
from app.core.database import db
from app.core.viewer import Viewer


class Avoided(NamedTuple):
    """Somebody on the viewer's own list. `kind`: mute or block."""

    public_id: str
    display_name: str
    kind: str
    since: datetime


def avoided_by(viewer: Viewer) -> list[Avoided]:
    """Everybody the viewer muted or blocked, by name."""
    rows = db.session.execute(
        select(Member.public_id, Member.display_name, Block.kind, Block.created_at)
        .join(Member, Member.id == Block.member_id)
        .where(Block.by_id == viewer.id)
        .order_by(Member.display_name, Member.id)
    )
    return [Avoided(*row) for row in rows]


def kind_between(viewer: Viewer, member_id: int) -> str | None:
    """What the viewer decided about one member: mute, block or nothing."""
    return db.session.scalar(
        select(Block.kind).where(Block.by_id == viewer.id, Block.member_id == member_id)
    )


def stands_between(one_id: int, other_id: int) -> bool:
    """Whether one of two members blocked the other: they write to each other no more."""
    either = or_(
        and_(Block.by_id == one_id, Block.member_id == other_id),
        and_(Block.by_id == other_id, Block.member_id == one_id),
    )
    return bool(db.session.scalar(select(Block.id).where(either, Block.kind == "block").limit(1)))
