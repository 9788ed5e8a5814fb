"""First posts move with what is published: whose it was, who answered, who came again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from app.core.database import db
from app.core.inserting import insert_once
from app.engagement.models import FirstPost


def follow(*, member_id: int, group_id: int, topic_id: int, post_id: int, at: datetime) -> None:
    """A post was published at the end of its topic. Needs an open unit of work."""
    answered = update(FirstPost).where(
        FirstPost.topic_id == topic_id, FirstPost.member_id != member_id,
        FirstPost.answered_at.is_(None),
    )  # fmt: skip
    db.session.execute(answered.values(answered_at=at))
    is_first = insert_once(
        FirstPost, group_id=group_id, member_id=member_id, post_id=post_id, topic_id=topic_id,
        posted_at=at, answered_at=None, again_at=None,
    )  # fmt: skip
    if is_first:
        return
    again = update(FirstPost).where(
        FirstPost.group_id == group_id, FirstPost.member_id == member_id,
        FirstPost.again_at.is_(None),
    )  # fmt: skip
    db.session.execute(again.values(again_at=at))
