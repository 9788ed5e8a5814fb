"""Evaluations and their parts. What a person typed is always kept beside what it was matched to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


def _one_current(about: str, where: str) -> Index:
    """At most one current evaluation per person and treatment, held by the database."""
    condition = text(where)
    name = f"uq_evaluations_current_{about}"
    return Index(
        name, "member_id", about, unique=True, sqlite_where=condition, postgresql_where=condition
    )


class Evaluation(Base):
    """A member's structured judgement of one treatment, at one time.

    `treatment_id` is empty while the person's own words are only a proposal. `is_current` marks
    the person's newest evaluation of a treatment: figures count those, so one person counts once.
    A deleted one is never current; it can be brought back for a while, then the row goes.
    """

    __tablename__ = "evaluations"
    __table_args__ = (
        CheckConstraint("effectiveness BETWEEN 0 AND 4", name="effectiveness_in_scale"),
        CheckConstraint("side_effects BETWEEN 0 AND 4", name="side_effects_in_scale"),
        CheckConstraint("overall BETWEEN 1 AND 10", name="overall_in_scale"),
        CheckConstraint(
            "treatment_id IS NOT NULL OR treatment_proposal_id IS NOT NULL", name="about_something"
        ),
        CheckConstraint("deleted_at IS NULL OR NOT is_current", name="deleted_is_not_current"),
        UniqueConstraint("source", "source_row"),
        _one_current("treatment_id", "is_current AND treatment_id IS NOT NULL"),
        _one_current("treatment_proposal_id", "is_current AND treatment_id IS NULL"),
        Index("ix_evaluations_member_treatment", "member_id", "treatment_id"),
        Index("ix_evaluations_treatment_current", "treatment_id", "is_current"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    treatment_words: Mapped[str] = mapped_column(String(200))
    treatment_id: Mapped[int | None] = mapped_column(ForeignKey("concepts.id"), default=None)
    treatment_proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("proposals.id"), default=None
    )
    effectiveness: Mapped[int | None] = mapped_column(default=None)
    side_effects: Mapped[int | None] = mapped_column(default=None)
    overall: Mapped[int | None] = mapped_column(default=None)
    adherence: Mapped[str | None] = mapped_column(String(20), default=None)
    burden: Mapped[str | None] = mapped_column(String(20), default=None)
    cost_band: Mapped[str | None] = mapped_column(String(20), default=None)
    dose: Mapped[str] = mapped_column(String(120), default="")
    time_on_it: Mapped[str | None] = mapped_column(String(20), default=None)
    still_taking: Mapped[bool | None] = mapped_column(default=None)
    advice: Mapped[str] = mapped_column(Text, default="")
    is_current: Mapped[bool] = mapped_column(default=True)
    # Where it came from: "form" and its draft, "demo", or a data set and its row (each once).
    source: Mapped[str] = mapped_column(String(40), default="form")
    source_row: Mapped[str | None] = mapped_column(String(40), default=None)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
    created_at: Mapped[datetime] = created_at_column()
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None, index=True)


class EvaluationPurpose(Base):
    """What the treatment was for: one row per condition, symptom or situation."""

    __tablename__ = "evaluation_purposes"
    __table_args__ = (Index("ix_evaluation_purposes_concept", "concept_id", "evaluation_id"),)

    id: Mapped[int] = primary_key()
    evaluation_id: Mapped[int] = mapped_column(
        ForeignKey("evaluations.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str] = mapped_column(String(200))
    concept_id: Mapped[int | None] = mapped_column(ForeignKey("concepts.id"), default=None)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), default=None)


class EvaluationSideEffect(Base):
    """A side effect that the person named."""

    __tablename__ = "evaluation_side_effects"

    id: Mapped[int] = primary_key()
    evaluation_id: Mapped[int] = mapped_column(
        ForeignKey("evaluations.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str] = mapped_column(String(200))
    concept_id: Mapped[int | None] = mapped_column(
        ForeignKey("concepts.id"), default=None, index=True
    )


class EvaluationStopReason(Base):
    """One reason to stop, from the fixed list."""

    __tablename__ = "evaluation_stop_reasons"
    __table_args__ = (UniqueConstraint("evaluation_id", "reason"),)

    id: Mapped[int] = primary_key()
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(20))


class EvaluationShare(Base):
    """The person shows this evaluation to this group. Counts only while the consent "show my
    health entries to groups I choose" holds; taking the share back deletes the row."""

    __tablename__ = "evaluation_shares"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "group_id"),
        Index("ix_evaluation_shares_group", "group_id", "evaluation_id"),
    )

    id: Mapped[int] = primary_key()
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id", ondelete="CASCADE"))
    # A group stands above health in the ladder, so the name of its table is all we know of it.
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    shared_at: Mapped[datetime] = created_at_column()
