"""What waits for a moderator: one case for each thing, with everything reported or found about it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Case(Base):
    """Everything about one thing, as one item of the queue. `rank` is the place of its level in
    the queue, lowest first; within a rank the oldest comes first. `version` grows with every act,
    so that of two deciders the second is told."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id"),
        CheckConstraint("level IN ('crisis','red','harm','amber','rest')", name="known_level"),
        CheckConstraint("state IN ('open','decided')", name="known_state"),
        Index("ix_cases_queue", "state", "rank", "opened_at", "id"),
        Index("ix_cases_group", "group_id", "state", "rank", "opened_at", "id"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[str] = mapped_column(String(24))
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None, index=True
    )
    # The group it stands in: its key, without a reference, for groups stand above moderation.
    group_id: Mapped[int | None] = mapped_column(default=None)
    level: Mapped[str] = mapped_column(String(10), default="rest")
    rank: Mapped[int] = mapped_column(default=50)
    # Only people with the safeguarding role open it.
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="open")
    # How often it was opened: reports after a decision open it again.
    round: Mapped[int] = mapped_column(default=1)
    report_count: Mapped[int] = mapped_column(default=0)
    detection_count: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
    first_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    # Waited so long unseen that it was moved up.
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    claimed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None, index=True
    )
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    version: Mapped[int] = mapped_column(default=1)


class Evidence(Base):
    """What the thing said when it was reported or found. Never changed; a later report of other
    words adds a row."""

    __tablename__ = "case_evidence"
    __table_args__ = (UniqueConstraint("case_id", "digest"),)

    id: Mapped[int] = primary_key()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(Text)
    content_note: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # SHA-256 over the words and the content note.
    digest: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[datetime] = created_at_column()


class Report(Base):
    """A member says that something needs a moderator's look."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("case_id", "reporter_id", "round"),
        CheckConstraint("outcome IN ('agreed','disagreed','ignored')", name="known_outcome"),
        Index("ix_reports_reporter", "reporter_id", "id"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    round: Mapped[int]
    reporter_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    # What is wrong: misleading, unkind, promotion, private, worried, other; see services/reporting.py.
    reason: Mapped[str] = mapped_column(String(20))
    # In which way it misleads, where it does: science.md 3.5.
    flaw: Mapped[str] = mapped_column(String(30), default="")
    # H0 to H3, as the reporter guesses.
    harm: Mapped[int] = mapped_column(default=0)
    source_url: Mapped[str] = mapped_column(String(500), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[float] = mapped_column(default=1.0)
    made_at: Mapped[datetime] = created_at_column()
    outcome: Mapped[str | None] = mapped_column(String(10), default=None)
    # When the reporter took it back.
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Detection(Base):
    """A rule or a lexicon found something: which one, in which version, and by which words."""

    __tablename__ = "detections"

    id: Mapped[int] = primary_key()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    round: Mapped[int]
    # "screening" or "crisis".
    by: Mapped[str] = mapped_column(String(20))
    rule: Mapped[str] = mapped_column(String(60))
    rule_version: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(10))
    harm: Mapped[int] = mapped_column(default=0)
    matched: Mapped[str] = mapped_column(Text)
    found_at: Mapped[datetime] = created_at_column()
    # A moderator says that it was a false alarm: for the review list, nothing learns from it alone.
    is_false_alarm: Mapped[bool] = mapped_column(default=False)


class SecondOpinion(Base):
    """One moderator asks another before deciding."""

    __tablename__ = "second_opinions"

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = created_at_column()
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
