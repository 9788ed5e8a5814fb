"""What `flask doctor` asks about groups: are counters, numbers and stored pages what rows say?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, case, func, or_, select

from app.community.models import (
    REACTION_KINDS,
    Group,
    Membership,
    Post,
    Reaction,
    ReadingPlace,
    Topic,
)
from app.core.checkups import checkup
from app.core.database import db
from app.core.text import render_markdown

SAMPLE = 200


def _count(*conditions: ColumnElement[bool], of: type, joined: tuple[object, object]) -> int:
    """Rows of a model that contradict what a subquery counted."""
    statement = select(func.count()).select_from(of).outerjoin(*joined)  # type: ignore[arg-type]
    return db.session.scalar(statement.where(or_(*conditions))) or 0


@checkup("Groups count their members and topics rightly")
def groups_are_counted() -> Iterator[str]:
    """Two counters of each group."""
    members = (
        select(Membership.group_id, func.count().label("n")).group_by(Membership.group_id)
    ).subquery()
    wrong = _count(
        Group.member_count != func.coalesce(members.c.n, 0),
        of=Group,
        joined=(members, members.c.group_id == Group.id),
    )
    if wrong:
        yield f"{wrong} groups count other members than they have."
    standing = select(Topic.group_id, func.count().label("n")).where(Topic.deleted_at.is_(None))
    topics = standing.group_by(Topic.group_id).subquery()
    wrong = _count(
        Group.topic_count != func.coalesce(topics.c.n, 0),
        of=Group,
        joined=(topics, topics.c.group_id == Group.id),
    )
    if wrong:
        yield f"{wrong} groups count other topics than they have."


@checkup("Posts are numbered without gaps, and topics know the last number")
def posts_are_numbered() -> Iterator[str]:
    """Pages are ranges of numbers, so a gap would hide a post."""
    numbers = (
        select(
            Post.topic_id,
            func.count().label("n"),
            func.max(Post.position).label("last"),
            func.min(Post.position).label("first"),
        ).group_by(Post.topic_id)
    ).subquery()
    wrong = _count(
        Topic.post_count != func.coalesce(numbers.c.n, 0),
        Topic.post_count != func.coalesce(numbers.c.last, 0),
        numbers.c.first != 1,
        of=Topic,
        joined=(numbers, numbers.c.topic_id == Topic.id),
    )
    if wrong:
        yield f"{wrong} topics have posts that are not numbered from 1 to their post count."
    beyond = _count(
        ReadingPlace.position > Topic.post_count,
        of=ReadingPlace,
        joined=(Topic, Topic.id == ReadingPlace.topic_id),
    )
    if beyond:
        yield f"{beyond} reading places lie behind the end of their topic."


@checkup("Posts count their reactions rightly")
def reactions_are_counted() -> Iterator[str]:
    """Five counters of each post."""
    given = {kind: func.sum(case((Reaction.kind == kind, 1), else_=0)) for kind in REACTION_KINDS}
    counted = (
        select(Reaction.post_id, *(total.label(kind) for kind, total in given.items())).group_by(
            Reaction.post_id
        )
    ).subquery()
    wrong = _count(
        *(
            getattr(Post, f"{kind}_count") != func.coalesce(counted.c[kind], 0)
            for kind in REACTION_KINDS
        ),
        of=Post,
        joined=(counted, counted.c.post_id == Post.id),
    )
    if wrong:
        yield f"{wrong} posts count other reactions than they were given."


@checkup("Stored pages of posts are what their words give")
def posts_are_rendered() -> Iterator[str]:
    """A sample: what is shown was made by the renderer that makes it safe."""
    some = select(Post.id).where(Post.body != "").order_by(func.random()).limit(SAMPLE)
    rows = db.session.execute(select(Post.body, Post.html).where(Post.id.in_(some))).all()
    wrong = sum(render_markdown(row.body) != row.html for row in rows)
    if wrong:
        yield f"{wrong} posts of a sample of {len(rows)} show something else than their words give."
