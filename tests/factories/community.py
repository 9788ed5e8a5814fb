"""Groups, memberships, topics and posts."""

from __future__ import annotations

import itertools
from typing import Any

from app.accounts.models import Member
from app.community.models import Group, Membership, Post, ReadingPlace, Topic
from app.core.database import db
from app.core.text import render_markdown

_number = itertools.count(1)


def group(
    *, members: tuple[Member, ...] = (), stewards: tuple[Member, ...] = (), **values: Any
) -> Group:
    """A group with its members and stewards; readable by people with an account."""
    n = next(_number)
    values.setdefault("name", f"Group {n}")
    values.setdefault("slug", f"group-{n}")
    row = Group(member_count=len(members) + len(stewards), **values)
    db.session.add(row)
    db.session.flush()
    for person in members:
        db.session.add(Membership(group_id=row.id, member_id=person.id))
    for person in stewards:
        db.session.add(Membership(group_id=row.id, member_id=person.id, role="steward"))
    db.session.flush()
    return row


def membership(*, group: Group, member: Member, role: str = "member") -> Membership:
    """One more person in a group."""
    row = Membership(group_id=group.id, member_id=member.id, role=role)
    db.session.add(row)
    db.session.get_one(Group, group.id).member_count += 1
    db.session.flush()
    return row


def topic(
    *, group: Group, by: Member, replies: int = 0, body: str = "First words", **values: Any
) -> Topic:
    """A topic with its first post and `replies` more, all by the same member."""
    values.setdefault("kind", "question")
    values.setdefault("title", f"Topic {next(_number)}")
    row = Topic(group_id=group.id, opened_by_id=by.id, **values)
    db.session.add(row)
    group = db.session.get_one(Group, group.id)
    group.topic_count += 1
    db.session.flush()
    for position in range(1, replies + 2):
        words = body if position == 1 else f"Reply {position}"
        post(topic=row, by=by, body=words)
    return row


def post(*, topic: Topic, by: Member, body: str = "Some words", **values: Any) -> Post:
    """One more post at the end of a topic."""
    topic = db.session.get_one(Topic, topic.id)
    topic.post_count += 1
    row = Post(
        topic_id=topic.id,
        position=topic.post_count,
        author_id=by.id,
        body=body,
        html=render_markdown(body),
        **values,
    )
    topic.last_post_at, topic.last_post_by_id = row.created_at, by.id
    db.session.add(row)
    db.session.flush()
    return row


def place(*, member: Member, topic: Topic, position: int) -> ReadingPlace:
    """Where a member left off."""
    row = ReadingPlace(member_id=member.id, topic_id=topic.id, position=position)
    db.session.add(row)
    db.session.flush()
    return row
