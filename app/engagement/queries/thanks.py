"""What others thanked a member for, and what the member did for others: for their own eyes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlalchemy import func, select

from app.community.models import Post, Reaction
from app.core.database import db
from app.core.viewer import Viewer
from app.engagement.models import FirstPost
from app.engagement.queries.sources import utc_day
from app.moderation.models import ContextNote


class Month(NamedTuple):
    """Thanks of a month; `day` is its first."""

    day: date
    thanks: int


def thanks_since(viewer: Viewer, day: date) -> list[Month]:
    """The word "thanks" under the viewer's own posts that stand, by the month (UTC) in which it was
    given, newest first; months without any are left out."""
    on = utc_day(Reaction.created_at)
    rows = db.session.execute(
        select(on, func.count())
        .select_from(Post)
        .join(Reaction, Reaction.post_id == Post.id)
        .where(Post.author_id == viewer.id, Post.deleted_at.is_(None))
        .where(Reaction.kind == "thanks", Reaction.member_id != viewer.id)
        .where(Reaction.created_at >= datetime.combine(day, time(), UTC))
        .group_by(on)
    )
    months: dict[date, int] = {}
    for given_on, count in rows:
        first = given_on.replace(day=1)
        months[first] = months.get(first, 0) + count
    return [Month(first, months[first]) for first in sorted(months, reverse=True)]


def first_posts_answered(viewer: Viewer) -> int:
    """How many people's first post in a group stands in a topic in which the viewer wrote after it."""
    count: int | None = db.session.scalar(
        select(func.count(FirstPost.member_id.distinct()))
        .select_from(Post)
        .join(FirstPost, FirstPost.topic_id == Post.topic_id)
        .where(Post.author_id == viewer.id, Post.deleted_at.is_(None))
        .where(FirstPost.member_id != viewer.id, Post.created_at > FirstPost.posted_at)
    )
    return count or 0


def notes_accepted(viewer: Viewer, at: datetime) -> int:
    """Context notes of the viewer that stand under a post now."""
    shown = (ContextNote.status == "helpful", ContextNote.shown_from <= at)
    mine = select(func.count()).select_from(ContextNote).where(ContextNote.author_id == viewer.id)
    return db.session.scalar(mine.where(*shown, ContextNote.withdrawn_at.is_(None))) or 0
