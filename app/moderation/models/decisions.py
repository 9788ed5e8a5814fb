"""What was decided, with every field of a statement of reasons, and what was said against it.

The fields follow Article 17 of the EU's Digital Services Act and the statement of its public
database (science.md 3.7): kind, scope and duration; facts; notice or own initiative; automated
detection and automated decision apart; ground with explanation; redress.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Decision(Base):
    """What a moderator did about a case, under which rule, with which reason."""

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint("is_automated = false", name="decided_by_a_person"),
        Index("ix_decisions_member", "member_id", "taken_at"),
        Index("ix_decisions_case", "case_id", "round"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    round: Mapped[int]
    # Whose words it is about.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), index=True
    )
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now, index=True)
    # A step of the ladder in steps.py, or "nothing".
    action: Mapped[str] = mapped_column(String(20))
    # Which rule of the community: a code of steps.GROUNDS.
    ground: Mapped[str] = mapped_column(String(30))
    facts: Mapped[str] = mapped_column(Text)
    explanation: Mapped[str] = mapped_column(Text)
    # Why gentler steps were passed over.
    skipped_because: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    # "report" or "own" initiative.
    notice: Mapped[str] = mapped_column(String(10))
    is_detected_automatically: Mapped[bool] = mapped_column(default=False)
    is_automated: Mapped[bool] = mapped_column(default=False)
    # Overturned on appeal, or taken back by moderators.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    ended_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )


class Appeal(Base):
    """Somebody asks for another look at a decision; another person answers."""

    __tablename__ = "appeals"
    __table_args__ = (
        UniqueConstraint("decision_id", "member_id"),
        CheckConstraint("outcome IN ('upheld','overturned')", name="known_outcome"),
        Index("ix_appeals_waiting", "decided_at", "made_at"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), index=True
    )
    # "author" or "reporter".
    standing: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = created_at_column()
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    outcome: Mapped[str | None] = mapped_column(String(10), default=None)
    explanation: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class SecondLook(Base):
    """A decision that a second moderator judged without seeing the first one's answer: for the
    agreement figure of the transparency report (M20)."""

    __tablename__ = "second_looks"
    __table_args__ = (UniqueConstraint("decision_id", "by_id"),)

    id: Mapped[int] = primary_key()
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    # Whether this person would have done something about it.
    acts: Mapped[bool]
    made_at: Mapped[datetime] = created_at_column()
