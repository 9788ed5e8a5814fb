"""Counters by day: of a member in a group for 90 days, of a group for as long as it stands."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, primary_key


class DayCount(Base):
    """What a member did in a group on a day (UTC), as sums. A row means that they were there.
    `pages_read` counts topic pages; which ones is kept nowhere."""

    __tablename__ = "day_counts"
    __table_args__ = (
        UniqueConstraint("group_id", "day", "member_id"),
        Index("ix_day_counts_member", "member_id", "group_id", "day"),
    )

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    day: Mapped[date]
    pages_read: Mapped[int] = mapped_column(default=0)
    posts: Mapped[int] = mapped_column(default=0)
    reactions: Mapped[int] = mapped_column(default=0)
    messages: Mapped[int] = mapped_column(default=0)


class GroupDay(Base):
    """The sums of a finished day over all members of a group: nobody is named. `people` were there,
    `writers` of them posted."""

    __tablename__ = "group_days"
    __table_args__ = (UniqueConstraint("group_id", "day"),)

    id: Mapped[int] = primary_key()
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    day: Mapped[date]
    people: Mapped[int] = mapped_column(default=0)
    writers: Mapped[int] = mapped_column(default=0)
    pages_read: Mapped[int] = mapped_column(default=0)
    posts: Mapped[int] = mapped_column(default=0)
    reactions: Mapped[int] = mapped_column(default=0)
    messages: Mapped[int] = mapped_column(default=0)
