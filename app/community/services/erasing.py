"""Erasing for good what was deleted more than 30 days ago; run by a daily command."""

from __future__ import annotations

from sqlalchemy import CursorResult, delete, select, update

from app.community.models import Post, PostRevision
from app.community.permissions import RESTORABLE_FOR
from app.core.clock import now
from app.core.database import db

BATCH = 1_000


def erase_deleted() -> int:
    """Empty the words and earlier versions of posts that can no longer be brought back; their
    numbers stay. How many posts were emptied, at most 1,000 in one go."""
    limit = now() - RESTORABLE_FOR
    gone = select(Post.id).where(Post.deleted_at < limit, Post.body != "").limit(BATCH)
    ids = list(db.session.scalars(gone))
    db.session.execute(delete(PostRevision).where(PostRevision.post_id.in_(ids)))
    result = db.session.execute(
        update(Post)
        .where(Post.id.in_(ids))
        .values(body="", html="")
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount
