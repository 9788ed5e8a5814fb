"""A member's own filters. What they do is read with the session: `queries.restrictions`."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select

from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import ContentFilter


class FilterLine(NamedTuple):
    """One filter; `words` in the spelling for comparing."""

    public_id: str
    words: str


def my_filters(viewer: Viewer) -> list[FilterLine]:
    """The viewer's, by their words."""
    rows = db.session.execute(
        select(ContentFilter.public_id, ContentFilter.words)
        .where(ContentFilter.member_id == viewer.id)
        .order_by(ContentFilter.words)
    )
    return [FilterLine(*row) for row in rows]


def count_mine(viewer: Viewer) -> int:
    """How many there are."""
    mine = select(func.count()).where(ContentFilter.member_id == viewer.id)
    return db.session.scalar(mine) or 0
