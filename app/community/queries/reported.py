"""A post for those who decide about it, whether they read in its group or not. Only the adapter of
moderation asks this, and moderation's own services ask the adapter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, select

from app.community.queries.tables import (
    GROUPS,
    MEMBERS,
    POSTS,
    TOPICS,
    group,
    member,
    post,
    topic,
)
from app.core.database import UtcDateTime, db
from app.moderation.steps import HELD


class ReportedPost(NamedTuple):
    """A post with its words, hidden or not, and where it stands. The first one stands for its
    topic: `title` is what the topic is called."""

    id: int
    public_id: str
    position: int
    author_id: int
    author_public_id: str
    author_name: str
    body: str
    created_at: datetime
    deleted_at: datetime | None
    deleted_by_id: int | None
    hidden_as: str | None
    topic_id: int
    topic_public_id: str
    title: str
    topic_created_at: datetime
    topic_deleted_at: datetime | None
    group_id: int
    group_name: str

    @property
    def is_first(self) -> bool:
        """Whether it opened its topic."""
        return self.position == 1

    @property
    def waits(self) -> bool:
        """Whether others read it only once a person has: not where its author took it back, or
        whoever opened its topic."""
        is_gone = self.deleted_by_id is not None or (
            self.topic_deleted_at is not None and not self.is_first
        )
        return self.hidden_as == HELD and not is_gone

    @property
    def words(self) -> str:
        """What its author wrote: with the first post the title, too."""
        return f"{self.title}\n\n{self.body}" if self.is_first else self.body


SLICE = 500
_ANY = (
    select(
        post.id,
        post.public_id,
        post.position,
        member.id,
        member.public_id,
        member.display_name,
        post.body,
        post.created_at,
        post.deleted_at,
        post.deleted_by_id,
        post.hidden_as,
        topic.id,
        topic.public_id,
        topic.title,
        topic.created_at,
        topic.deleted_at,
        group.id,
        group.name,
    )
    .select_from(POSTS.join(TOPICS, topic.id == post.topic_id))
    .join(GROUPS, group.id == topic.group_id)
    .join(MEMBERS, member.id == post.author_id)
)
_ONE = _ANY.where(post.public_id == bindparam("public_id"))
_SINCE = (
    _ANY.where(
        post.created_at >= bindparam("since", type_=UtcDateTime),
        post.deleted_at.is_(None),
        topic.deleted_at.is_(None),
        post.id > bindparam("after", type_=Integer),
    )
    .order_by(post.id)
    .limit(SLICE)
)


def reported_post(public_id: str) -> ReportedPost | None:
    """It, as it stands now."""
    row = db.session.execute(_ONE, {"public_id": public_id}).first()
    return ReportedPost(*row) if row else None


def posts_since(since: datetime) -> Iterator[ReportedPost]:
    """Every post that was written since then and stands, by key; a slice at a time."""
    after = 0
    while rows := db.session.execute(_SINCE, {"since": since, "after": after}).all():
        after = rows[-1][0]
        yield from (ReportedPost(*row) for row in rows)


def public_id_of(post_id: int) -> str:
    """The public id of a post that was just written."""
    found: str = db.session.execute(select(post.public_id).where(post.id == post_id)).scalar_one()
    return found
