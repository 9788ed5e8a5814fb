"""How long rooms keep what is said, and what is older than that."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from app.chat.queries.tables import MESSAGES, message
from app.core.clock import now
from app.core.database import db

KEPT_FOR = {"90d": timedelta(days=90), "24h": timedelta(hours=24)}


def has_messages(room_id: int) -> bool:
    """Whether anything that was said is still there, deleted words too: they can come back."""
    return (
        db.session.scalar(select(message.id).where(message.room_id == room_id).limit(1)) is not None
    )


def count_older(room_id: int, retention: str) -> int:
    """How many messages a room would lose at once if it kept them as long as `retention` says."""
    if retention not in KEPT_FOR:
        return 0
    return (
        db.session.scalar(
            select(func.count())
            .select_from(MESSAGES)
            .where(message.room_id == room_id, message.created_at < now() - KEPT_FOR[retention])
        )
        or 0
    )
