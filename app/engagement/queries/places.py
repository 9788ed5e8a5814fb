"""Where something happened, for counters: the group of a post or of a message, and whose first
posts hang on it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.chat.models import Message, Room
from app.community.models import Post, Topic
from app.core.database import db
from app.engagement.models import FirstPost
from app.engagement.queries.sources import standing


class PostPlace(NamedTuple):
    """Who wrote a post, when, in which topic of which group. `position` 1 opened the topic;
    `stands`: it can be read now, so neither taken back nor waiting for a person."""

    author_id: int
    created_at: datetime
    topic_id: int
    group_id: int
    position: int
    stands: bool


def place_of_post(post_id: int) -> PostPlace | None:
    """Also of one that was taken back."""
    row = db.session.execute(
        select(
            Post.author_id,
            Post.created_at,
            Topic.id,
            Topic.group_id,
            Post.position,
            standing(),
        )
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.id == post_id)
    ).first()
    return PostPlace(*row) if row else None


def touched_by(place: PostPlace) -> set[int]:
    """Members whose counters or first posts change when this post goes or comes back: its author,
    and whoever waits or waited for an answer in its topic; with the first post of a topic everybody
    who wrote there."""
    waiting = select(FirstPost.member_id).where(FirstPost.topic_id == place.topic_id)
    found = {place.author_id, *db.session.scalars(waiting)}
    if place.position == 1:
        found.update(
            db.session.scalars(
                select(Post.author_id).where(Post.topic_id == place.topic_id).distinct()
            )
        )
    return found


def said_in(message_id: int) -> tuple[int, datetime] | None:
    """The group of a message and when it was said; None between two people."""
    row = db.session.execute(
        select(Room.group_id, Message.created_at)
        .join(Room, Room.id == Message.room_id)
        .where(Message.id == message_id, Room.group_id.is_not(None))
    ).first()
    return (row[0], row[1]) if row else None
