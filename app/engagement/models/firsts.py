"""The first thing a member wrote in a group, and whether somebody answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, primary_key


class FirstPost(Base):
    """A first post that stands. `answered_at` is when another person wrote after it in its topic;
    `again_at` when its author posted a second time in the group."""

    __tablename__ = "first_posts"
    __table_args__ = (
        UniqueConstraint("group_id", "member_id"),
        Index("ix_first_posts_waiting", "group_id", "answered_at", "posted_at"),
    )

    id: Mapped[int] = primary_key()
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), index=True)
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    again_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
