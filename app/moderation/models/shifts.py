"""When moderators work, and what they leave for those who come after."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import Base, UtcDateTime, primary_key, public_id_column


class Shift(Base):
    """One person's time at the desk. `hard_count` counts opened cases of crisis and red; `note` is
    for whoever comes next."""

    __tablename__ = "shifts"
    __table_args__ = (Index("ix_shifts_times", "began_at", "ended_at"),)

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    hard_count: Mapped[int] = mapped_column(default=0)
    # Hard cases since the last break.
    hard_since_break: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
