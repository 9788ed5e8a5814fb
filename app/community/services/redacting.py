"""Taking words of somebody out of what another one posted: for packages that let a member's words
stand in a post by agreement, when that member is erased."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from app.community.models import Post, PostRevision
from app.core.database import db
from app.core.text import render_markdown


def redact(topic_id: int, without: Callable[[str], str]) -> int:
    """Write the first post of a topic anew, and its earlier versions, each as `without` gives its
    words; how many of them changed. Needs an open unit of work. It counts as no edit of the
    author's, and what stood there before is kept nowhere."""
    post = db.session.scalar(
        select(Post).where(Post.topic_id == topic_id, Post.position == 1).with_for_update()
    )
    if post is None:
        return 0
    changed = 0
    body = without(post.body)
    if body != post.body:
        post.body, post.html = body, render_markdown(body)
        changed += 1
    for version in db.session.scalars(select(PostRevision).where(PostRevision.post_id == post.id)):
        body = without(version.body)
        if body != version.body:
            version.body = body
            changed += 1
    db.session.flush()
    return changed
