"""Posts with context notes: who reads them now, and who had read them before."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select, true

from app.community.queries.audience import readable_by
from app.community.queries.tables import (
    GROUPS,
    PLACES,
    POSTS,
    TOPICS,
    group,
    membership,
    place,
    post,
    topic,
)
from app.core.database import db
from app.core.viewer import Viewer

_STANDING = (post.deleted_at.is_(None), topic.deleted_at.is_(None))
_WHERE = POSTS.join(TOPICS, topic.id == post.topic_id).join(GROUPS, group.id == topic.group_id)


class Readers(NamedTuple):
    """Who wrote a post, and who of the others had read it."""

    author_id: int
    reader_ids: tuple[int, ...]


def read_by(viewer: Viewer, public_id: ColumnElement[str]) -> ColumnElement[bool]:
    """A condition on a column of public ids: the viewer reads the post now."""
    return (
        select(post.id)
        .select_from(_WHERE)
        .where(post.public_id == public_id, *_STANDING, readable_by(viewer))
        .correlate_except(POSTS, TOPICS, GROUPS)
        .exists()
    )


def written_by(
    member_id: int, public_id: ColumnElement[str], *, standing_too: bool
) -> ColumnElement[bool]:
    """A condition on a column of public ids: this member wrote the post. Unless `standing_too`, only
    where nobody reads it now."""
    gone = or_(post.deleted_at.is_not(None), topic.deleted_at.is_not(None))
    return (
        select(post.id)
        .select_from(POSTS.join(TOPICS, topic.id == post.topic_id))
        .where(post.public_id == public_id, post.author_id == member_id)
        .where(true() if standing_too else gone)
        .correlate_except(POSTS, TOPICS)
        .exists()
    )


def readers_of(public_id: str) -> Readers | None:
    """Of a post that stands: those whose place in its topic is at the post or after it, where they
    still read its group. It says who kept a place, never when anybody read."""
    head = select(post.author_id, post.topic_id, post.position).select_from(_WHERE)
    row = db.session.execute(head.where(post.public_id == public_id, *_STANDING)).first()
    if row is None:
        return None
    is_inside = (
        select(membership.id)
        .where(membership.group_id == group.id, membership.member_id == place.member_id)
        .correlate(GROUPS, PLACES)
        .exists()
    )
    found = db.session.scalars(
        select(place.member_id)
        .select_from(PLACES)
        .join(TOPICS, topic.id == place.topic_id)
        .join(GROUPS, group.id == topic.group_id)
        .where(place.topic_id == row.topic_id, place.position >= row.position)
        .where(place.member_id != row.author_id, or_(group.audience != "group", is_inside))
        .order_by(place.member_id)
    )
    return Readers(row.author_id, tuple(found))
