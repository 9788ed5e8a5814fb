"""First posts of a group: how soon they were answered, and which still wait."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, not_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.community.models import Membership, Post, Topic
from app.core.database import db
from app.core.errors import NotFound
from app.core.pagination import KeyPage, decode_key, instant, key_page
from app.engagement.models import FirstPost
from app.engagement.queries.population import of_board
from app.engagement.queries.sources import standing
from app.notifications.models import Notice

SIZE = 30
# More are not counted on a page.
MOST_COUNTED = 99
AT_A_TIME = 200
# Where a post stands; the notice that it waits leads there.
POSTS = "/posts/"


class Started(NamedTuple):
    """When somebody wrote for the first time in a group, when another person wrote after it in its
    topic, and when they wrote again."""

    posted_at: datetime
    answered_at: datetime | None
    again_at: datetime | None


class Waiting(NamedTuple):
    """A first post that nobody has answered."""

    id: int
    public_id: str
    title: str
    is_opening: bool
    author: str
    posted_at: datetime


class Call(NamedTuple):
    """A steward who is to hear that a post waits, by its public id."""

    steward_id: int
    post_id: str


def started_between(group_id: int | None, begins: datetime, ends: datetime) -> list[Started]:
    """First posts from `begins` on and before `ends`, the oldest first."""
    rows = db.session.execute(
        _firsts(FirstPost.posted_at, FirstPost.answered_at, FirstPost.again_at)
        .where(*of_board(FirstPost.group_id, group_id))
        .where(FirstPost.posted_at >= begins, FirstPost.posted_at < ends)
        .order_by(FirstPost.posted_at, FirstPost.id)
    )
    return [Started(*row) for row in rows]


def waiting_in(group_id: int, after: str | None = None) -> KeyPage[Waiting]:
    """Those of a group that nobody has answered, the oldest first, as it is now. Also somebody's
    first words under a topic of others are words to answer.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    listed = (
        _firsts(
            FirstPost.id, Post.public_id, Topic.title, Post.position == 1, Member.display_name,
            FirstPost.posted_at,
        )
        .join(Member, Member.id == FirstPost.member_id)
        .where(FirstPost.group_id == group_id, *_waits())
    )  # fmt: skip
    key = decode_key(after, 2)
    if key is not None:
        if not isinstance(key[1], int):
            raise NotFound
        listed = listed.where(tuple_(FirstPost.posted_at, FirstPost.id) > (instant(key[0]), key[1]))
    found = db.session.execute(listed.order_by(FirstPost.posted_at, FirstPost.id).limit(SIZE + 1))
    lines = [Waiting(*row) for row in found]
    return key_page(lines, SIZE, lambda row: (row.posted_at.isoformat(), row.id))


def how_many_wait(group_id: int) -> tuple[int, datetime | None]:
    """How many of a group nobody has answered, counted up to one more than `MOST_COUNTED`, and since
    when the oldest waits."""
    oldest = _firsts(FirstPost.posted_at).where(FirstPost.group_id == group_id, *_waits())
    some = oldest.order_by(FirstPost.posted_at).limit(MOST_COUNTED + 1).subquery()
    row = db.session.execute(select(func.count(), func.min(some.c.posted_at))).one()
    return row[0], row[1]


def calls_due(since: datetime, until: datetime) -> list[Call]:
    """Of first posts written between two moments that nobody has answered: stewards of their groups
    who were not told yet, the oldest post first. The notice itself is what says that they were."""
    was_told = exists().where(
        Notice.member_id == Membership.member_id,
        Notice.kind == "first_post_waits",
        Notice.path == literal(POSTS) + Post.public_id,
    )
    rows = db.session.execute(
        _firsts(Membership.member_id, Post.public_id)
        .join(Membership, Membership.group_id == FirstPost.group_id)
        .where(Membership.role == "steward", ~was_told, *_waits())
        .where(FirstPost.posted_at > since, FirstPost.posted_at <= until)
        .order_by(FirstPost.posted_at, FirstPost.id, Membership.id)
        .limit(AT_A_TIME)
    )
    return [Call(*row) for row in rows]


def _firsts(*columns: Any) -> Select[Any]:
    """Columns of first posts that stand. What a steward announces to the group waits for nobody."""
    announces = and_(Topic.kind == "announcement", Post.position == 1)
    return (
        select(*columns)
        .select_from(FirstPost)
        .join(Post, Post.id == FirstPost.post_id)
        .join(Topic, Topic.id == FirstPost.topic_id)
        .where(standing(), not_(announces))
    )


def _waits() -> tuple[ColumnElement[bool], ...]:
    """Nobody has answered it, and its author is none of those who look after the group."""
    steward = aliased(Membership)
    looks_after_it = exists().where(
        steward.group_id == FirstPost.group_id, steward.member_id == FirstPost.member_id,
        steward.role == "steward",
    )  # fmt: skip
    return FirstPost.answered_at.is_(None), ~looks_after_it
