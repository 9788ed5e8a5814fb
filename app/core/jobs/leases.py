"""One holder at a time for a job that must not run twice, across all workers (safety.md R-16)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime


class JobLease(Base):
    """Who runs a job until when. `fence` grows with every new holder, so that one who was
    stopped and wakes up late sees that it no longer holds the job."""

    __tablename__ = "job_leases"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    fence: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime] = mapped_column(UtcDateTime)
    # The newest run that came to its end.
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
