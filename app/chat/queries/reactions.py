"""The words that a viewer gave to a message."""

from __future__ import annotations

from sqlalchemy import select

from app.chat.queries.tables import reaction
from app.core.database import db
from app.core.viewer import Viewer


def my_reactions(viewer: Viewer, message_id: int) -> frozenset[str]:
    """Which of the five."""
    mine = reaction.message_id == message_id, reaction.member_id == viewer.id
    return frozenset(db.session.scalars(select(reaction.kind).where(*mine)))
