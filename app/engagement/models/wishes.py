"""What a member wants to be counted in, asked for, and shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, created_at_column, primary_key


class EngagementWish(Base):
    """One row for a member who changed something; without it the defaults hold."""

    __tablename__ = "engagement_wishes"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), unique=True
    )
    # "Do not count my reading" takes past traces away, too.
    counts_reading: Mapped[bool] = mapped_column(default=True)
    # "I prefer to read": nobody invites them to write.
    prefers_to_read: Mapped[bool] = mapped_column(default=False)
    shows_thanks: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[datetime] = created_at_column()
