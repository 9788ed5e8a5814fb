"""Emptying for good what was deleted more than 30 days ago; see `flask retention run`.

With a topic that was taken back go its title and every reply: nobody reads them any more, and
nobody could take them back themself. What moderators took away keeps its words longer: while the
decision can be appealed against, and while an appeal waits for its answer.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import aliased

from app.community.models import Post, PostRevision, Topic
from app.community.permissions import RESTORABLE_FOR
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.sweeping import exempts, sweeps
from app.moderation.permissions import APPEAL_FOR
from app.moderation.queries.away import is_kept
from app.moderation.steps import HELD

BATCH = 1_000


@sweeps("posts")
def sweep_deleted() -> int:
    """Empty the words and earlier versions of posts that can no longer be brought back; their
    numbers stay. How many posts were emptied, at most 1,000 in one go."""
    limit = now() - RESTORABLE_FOR
    is_topic_gone = and_(Topic.deleted_at < limit, ~held_topics())
    topics = select(Topic.id).where(is_topic_gone)
    is_gone = or_(and_(Post.deleted_at < limit, ~held_posts()), Post.topic_id.in_(topics))
    gone = select(Post.id).where(is_gone, Post.body != "").limit(BATCH)
    ids = list(db.session.scalars(gone))
    db.session.execute(delete(PostRevision).where(PostRevision.post_id.in_(ids)))
    result = db.session.execute(
        update(Post)
        .where(Post.id.in_(ids))
        .values(body="", html="")
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Topic)
        .where(is_topic_gone, Topic.title != "")
        .values(title="")
        .execution_options(synchronize_session=False)
    )
    return rows_changed(result)


@exempts("posts")
def held_posts() -> ColumnElement[bool]:
    """Those that moderators took away, while they could come back."""
    return _is_held(Post)


@exempts("topics")
def held_topics() -> ColumnElement[bool]:
    """The same for a topic, for which its first post stands."""
    return _is_opening_held()


def _is_held(post: Any) -> ColumnElement[bool]:
    """Moderators took it away, or it waits for one of them, and it could still come back."""
    limit = now() - APPEAL_FOR
    waits = and_(post.hidden_as == HELD, post.deleted_by_id.is_(None))
    is_needed = or_(post.deleted_at >= limit, is_kept("post", post.public_id, limit), waits)
    return and_(post.hidden_as.is_not(None), is_needed)


def _is_opening_held() -> ColumnElement[bool]:
    """The same for the first post of a topic, which stands for it."""
    first = aliased(Post)
    held = select(first.id).where(first.topic_id == Topic.id, first.position == 1, _is_held(first))
    return held.correlate_except(first).exists()
