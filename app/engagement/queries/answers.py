"""Who answered whom, read from posts that stand. Keys of members stay in the panels' arithmetic."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.community.models import Post, Topic
from app.core.database import db
from app.engagement.models import FirstPost
from app.engagement.queries.population import of_board
from app.engagement.queries.sources import standing

FIRST_DAYS = timedelta(days=28)
"""So long after a first post its author counts as a newcomer in figures (science.md 2.1)."""


class Answer(NamedTuple):
    """A post of `giver` in a topic that `receiver` opened."""

    giver: int
    receiver: int
    at: datetime


class Help(NamedTuple):
    """A post that answered a newcomer: the one who had come last. `is_to_first`: it stands after
    their first post in its topic; else in another topic that they opened."""

    giver: int
    first_post: int
    at: datetime
    is_to_first: bool


def answers_between(group_id: int | None, begins: datetime, ends: datetime) -> list[Answer]:
    """Posts from `begins` to before `ends` in topics that somebody else opened, the oldest first.
    What a steward announces asks nobody for an answer."""
    rows = db.session.execute(
        _written(group_id, Post.author_id, Topic.opened_by_id, Post.created_at)
        .where(*_in_time(begins, ends), *_is_answer())
        .order_by(Post.created_at, Post.id)
    )
    return [Answer(*row) for row in rows]


def gave_before(group_id: int | None, begins: datetime) -> set[int]:
    """Everybody who had answered somebody before that moment."""
    earlier = _written(group_id, Post.author_id).where(Post.created_at < begins, *_is_answer())
    return set(db.session.scalars(earlier.distinct()))


def writers_between(group_id: int | None, begins: datetime, ends: datetime) -> dict[int, bool]:
    """Everybody who wrote from `begins` to before `ends`, and whether they opened a topic then that
    others could answer."""
    opens = and_(Post.position == 1, Topic.kind != "announcement")
    rows = db.session.execute(
        _written(group_id, Post.author_id, func.max(case((opens, 1), else_=0)))
        .where(*_in_time(begins, ends))
        .group_by(Post.author_id)
        .order_by(Post.author_id)
    )
    return {member_id: bool(opened) for member_id, opened in rows}


def help_between(group_id: int | None, begins: datetime, ends: datetime) -> list[Help]:
    """Posts from `begins` to before `ends` that answered somebody in their first 28 days, by key.
    One post counts once, also where many newcomers wrote under one topic; and what somebody writes
    first of all is no help yet that a group could lean on."""
    each = union_all(
        *(
            _to_newcomers(group_id, is_to_first=is_to_first).where(
                *_in_time(begins, ends), FirstPost.posted_at > begins - FIRST_DAYS
            )
            for is_to_first in (False, True)
        )
    ).subquery()
    rows = db.session.execute(
        select(each).order_by(each.c.id, each.c.posted_at, each.c.first_post, each.c.is_to_first)
    )
    # The last row of a post stays: that of the newest newcomer, under their first words if it can be.
    return list(
        {
            post_id: Help(giver, first_post, at, bool(is_to_first))
            for post_id, giver, at, first_post, posted_at, is_to_first in rows
            if at < posted_at + FIRST_DAYS
        }.values()
    )


def _to_newcomers(group_id: int | None, *, is_to_first: bool) -> Select[Any]:
    """Posts in the topic of a first post and after it, or in any topic that its author opened."""
    own = aliased(FirstPost)
    found = _written(
        group_id, Post.id.label("id"), Post.author_id.label("giver"),
        Post.created_at.label("at"), FirstPost.id.label("first_post"),
        FirstPost.posted_at.label("posted_at"),
        literal(int(is_to_first), Integer).label("is_to_first"),
    )  # fmt: skip
    if is_to_first:
        found = found.join(FirstPost, FirstPost.topic_id == Topic.id)
    else:
        opened = and_(
            FirstPost.group_id == Topic.group_id, FirstPost.member_id == Topic.opened_by_id
        )
        found = found.join(FirstPost, opened)
    return found.where(
        FirstPost.member_id != Post.author_id,
        Topic.kind != "announcement",
        FirstPost.posted_at <= Post.created_at,
        ~exists().where(own.post_id == Post.id),
    )


def _written(group_id: int | None, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Post)
        .join(Topic, Topic.id == Post.topic_id)
        .where(*of_board(Topic.group_id, group_id), standing())
    )


def _in_time(begins: datetime, ends: datetime) -> tuple[ColumnElement[bool], ...]:
    return Post.created_at >= begins, Post.created_at < ends


def _is_answer() -> tuple[ColumnElement[bool], ...]:
    return Post.author_id != Topic.opened_by_id, Topic.kind != "announcement"
