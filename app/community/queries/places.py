"""Where a member left off reading: theirs alone, nobody else's query touches these rows."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from app.community.queries.audience import READABLE, VIEWER
from app.community.queries.tables import GROUPS, PLACES, TOPICS, group, place, topic
from app.core.database import db
from app.core.viewer import Viewer

SHOWN = 100


class Place(NamedTuple):
    """A topic and the number of the last post the member had read."""

    topic_public_id: str
    title: str
    group_name: str
    post_count: int
    position: int


_MINE = (
    select(topic.public_id, topic.title, group.name, topic.post_count, place.position)
    .select_from(PLACES)
    .join(TOPICS, topic.id == place.topic_id)
    .join(GROUPS, group.id == topic.group_id)
    .where(place.member_id == VIEWER, topic.deleted_at.is_(None), READABLE)
    .order_by(topic.last_post_at.desc(), topic.id.desc())
    .limit(SHOWN)
)


def my_places(viewer: Viewer) -> list[Place]:
    """The viewer's places in topics they still read, the last written in first; at most 100."""
    return [Place(*row) for row in db.session.execute(_MINE, {"viewer_id": viewer.id})]
