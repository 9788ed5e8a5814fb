"""Which version of the rules reads posts, and what a dry run of it found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, created_at_column, primary_key, public_id_column


class ScreeningRun(Base):
    """A dry run over the posts of the last days: counts by rule, and nothing was changed."""

    __tablename__ = "screening_runs"

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    rule_version: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    days: Mapped[int]
    read_count: Mapped[int]
    # JSON: rule -> how many it found.
    found: Mapped[str] = mapped_column(Text)
    ran_at: Mapped[datetime] = created_at_column()


class RuleSwitch(Base):
    """Screening was switched on with a version of the rules, or off: the last row holds. Nothing is
    screened before the first."""

    __tablename__ = "rule_switches"

    id: Mapped[int] = primary_key()
    is_on: Mapped[bool]
    rule_version: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = created_at_column()
