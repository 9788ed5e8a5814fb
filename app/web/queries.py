"""What the front door shows: lively groups to begin with, and topics to go on reading."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select

from app.community.models import Group
from app.community.queries import READABLE, Place, my_places
from app.core.database import db
from app.core.viewer import Viewer


class Door(NamedTuple):
    """A group to begin with."""

    slug: str
    name: str
    purpose: str
    topic_count: int


_LIVELIEST = (
    select(Group.slug, Group.name, Group.purpose, Group.topic_count)
    .where(READABLE, Group.is_catch_all.is_(False))
    .order_by(Group.topic_count.desc(), Group.id)
    .limit(bindparam("most"))
)


def doors(viewer: Viewer, limit: int) -> list[Door]:
    """The groups with most to read, of those that this viewer may read. Not the largest ones:
    how many are in a group is said to its members only."""
    rows = db.session.execute(_LIVELIEST, {"viewer_id": viewer.id, "most": limit})
    return [Door(*row) for row in rows]


def unfinished(viewer: Viewer, limit: int) -> list[Place]:
    """Topics with posts after the place where the viewer stopped, the newest first."""
    return [place for place in my_places(viewer) if place.position < place.post_count][:limit]
