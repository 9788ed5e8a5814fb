"""Which version of the rules reads posts, and what a dry run of it found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class ScreeningRun(Base):
    """A dry run over the posts of the last days: counts by rule, and nothing was changed."""

    __tablename__ = "screening_runs"

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    rule_version: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    days: Mapped[int]
    read_count: Mapped[int] = mapped_column(default=0)
    # JSON: rule -> how many it found.
    found: Mapped[str] = mapped_column(Text, default="{}")
    ran_at: Mapped[datetime] = created_at_column()
    # The worker reads; until then it is asked for.
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


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


class PromptTrial(Base):
    """Whether asking the author first ("own story, or advice?") changes what is published: members
    are dealt to two arms, and the answer is read once each arm has `wanted` posts (science.md M19).
    """

    __tablename__ = "prompt_trials"

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    wanted: Mapped[int]
    began_at: Mapped[datetime] = created_at_column()
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class PromptCount(Base):
    """What one arm of a trial published: sums only, nobody's name and no time."""

    __tablename__ = "prompt_counts"
    __table_args__ = (
        UniqueConstraint("trial_id", "arm"),
        CheckConstraint("arm IN ('asked','plain')", name="known_arm"),
    )

    id: Mapped[int] = primary_key()
    trial_id: Mapped[int] = mapped_column(ForeignKey("prompt_trials.id", ondelete="CASCADE"))
    arm: Mapped[str] = mapped_column(String(10))
    published: Mapped[int] = mapped_column(default=0)
    # Of these, how many a rule points at.
    pointed: Mapped[int] = mapped_column(default=0)
