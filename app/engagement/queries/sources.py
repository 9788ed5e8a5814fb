"""What members posted and reacted to, day by day, read from where it stands: what the counters must
equal. Days are those of UTC."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, and_, cast, func, literal_column, select, union_all

from app.community.models import Membership, Post, Reaction, Topic
from app.core.database import db

_ZERO: ColumnElement[int] = literal_column("0")
_ONE: ColumnElement[int] = literal_column("1")


class Done(NamedTuple):
    """What one member of a group did there on one day."""

    member_id: int
    day: date
    posts: int
    reactions: int


def standing() -> ColumnElement[bool]:
    """A condition on `Post` and `Topic`: everybody in the group can read it now."""
    return and_(Post.deleted_at.is_(None), Topic.deleted_at.is_(None))


def utc_day(moment: Any) -> ColumnElement[date]:
    """The day of an instant, on both engines."""
    if db.engine.dialect.name == "postgresql":
        moment = func.timezone("UTC", moment)
        return cast(moment, Date)
    return func.date(moment, type_=Date)


def done_since(group_id: int, day: date, members: Collection[int] | None = None) -> list[Done]:
    """Posts that stand and reactions since that day, of people who are in the group now; only of
    some of them where `members` says so."""
    since = datetime.combine(day, time(), UTC)
    posts = (
        select(
            Post.author_id.label("member_id"), utc_day(Post.created_at).label("day"),
            _ONE.label("posts"), _ZERO.label("reactions"),
        )
        .join(Topic, Topic.id == Post.topic_id)
        .where(Topic.group_id == group_id, standing(), Post.created_at >= since)
    )  # fmt: skip
    reactions = (
        select(
            Reaction.member_id.label("member_id"), utc_day(Reaction.created_at).label("day"),
            _ZERO.label("posts"), _ONE.label("reactions"),
        )
        .join(Post, Post.id == Reaction.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Topic.group_id == group_id, Reaction.created_at >= since)
    )  # fmt: skip
    if members is not None:
        posts = posts.where(Post.author_id.in_(members))
        reactions = reactions.where(Reaction.member_id.in_(members))
    each = union_all(posts, reactions).subquery()
    rows = db.session.execute(
        select(each.c.member_id, each.c.day, func.sum(each.c.posts), func.sum(each.c.reactions))
        .join(
            Membership,
            and_(Membership.group_id == group_id, Membership.member_id == each.c.member_id),
        )
        .group_by(each.c.member_id, each.c.day)
        .order_by(each.c.member_id, each.c.day)
    )
    return [Done(*row) for row in rows]


class First(NamedTuple):
    """The first post of a member in a group that stands, its first answer, and their second post."""

    member_id: int
    post_id: int
    topic_id: int
    posted_at: datetime
    answered_at: datetime | None
    again_at: datetime | None


def firsts_of(group_id: int, members: Collection[int] | None = None) -> list[First]:
    """Of everybody who is in the group now; only of some of them where `members` says so. An answer
    is a post of somebody else after it in its topic (science.md E5)."""
    written = (
        select(
            Post.id, Post.topic_id, Post.position, Post.author_id, Post.created_at,
            func.row_number().over(
                partition_by=Post.author_id, order_by=(Post.created_at, Post.id)
            ).label("place"),
        )
        .join(Topic, Topic.id == Post.topic_id)
        .join(
            Membership,
            and_(Membership.group_id == Topic.group_id, Membership.member_id == Post.author_id),
        )
        .where(Topic.group_id == group_id, standing())
    )  # fmt: skip
    if members is not None:
        written = written.where(Post.author_id.in_(members))
    own = written.subquery()
    first, second = own.alias(), own.alias()
    reply = (
        select(Post.id)
        .where(Post.topic_id == first.c.topic_id, Post.position > first.c.position)
        .where(Post.author_id != first.c.author_id, Post.deleted_at.is_(None))
        .order_by(Post.position)
        .limit(1)
        .scalar_subquery()
    )
    answer = select(Post.id, Post.created_at).subquery()
    rows = db.session.execute(
        select(
            first.c.author_id, first.c.id, first.c.topic_id, first.c.created_at,
            answer.c.created_at, second.c.created_at,
        )
        .outerjoin(second, and_(second.c.author_id == first.c.author_id, second.c.place == 2))
        .outerjoin(answer, answer.c.id == reply)
        .where(first.c.place == 1)
        .order_by(first.c.author_id)
    )  # fmt: skip
    return [First(*row) for row in rows]
