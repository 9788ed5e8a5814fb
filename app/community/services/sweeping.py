"""Emptying for good what was deleted more than 30 days ago; see `flask retention run`.

With a topic that was taken back go its title and every reply: nobody reads them any more, and
nobody could take them back themself.
"""

from __future__ import annotations

from sqlalchemy import delete, or_, select, update

from app.community.models import Post, PostRevision, Topic
from app.community.permissions import RESTORABLE_FOR
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.sweeping import sweeps

BATCH = 1_000


@sweeps("posts")
def sweep_deleted() -> int:
    """Empty the words and earlier versions of posts that can no longer be brought back; their
    numbers stay. How many posts were emptied, at most 1,000 in one go."""
    limit = now() - RESTORABLE_FOR
    topics = select(Topic.id).where(Topic.deleted_at < limit)
    is_gone = or_(Post.deleted_at < limit, Post.topic_id.in_(topics))
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
        .where(Topic.deleted_at < limit, Topic.title != "")
        .values(title="")
        .execution_options(synchronize_session=False)
    )
    return rows_changed(result)
