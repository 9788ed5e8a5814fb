"""Context notes under misleading posts: the note, its sources, who rates it, how it stands."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class ContextNote(Base):
    """A sourced correction of one thing. `status` and what stands with it are written by
    services/scoring_notes.py when ratings change, never computed when a page is shown."""

    __tablename__ = "context_notes"
    __table_args__ = (
        CheckConstraint("status IN ('needs_more','helpful','not_helpful')", name="known_status"),
        CheckConstraint("harm BETWEEN 0 AND 3", name="known_harm"),
        Index("ix_context_notes_thing", "kind", "thing_id", "shown_from"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[str] = mapped_column(String(24))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    # What the post claims; the correction comes first on the page; then why the claim is wrong.
    claim: Mapped[str] = mapped_column(Text)
    correction: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    flaw: Mapped[str] = mapped_column(String(30))
    harm: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created_at_column()
    status: Mapped[str] = mapped_column(String(20), default="needs_more")
    # "bridging" or "fallback": the page names it.
    method: Mapped[str] = mapped_column(String(10), default="fallback")
    intercept: Mapped[float | None] = mapped_column(default=None)
    factor: Mapped[float | None] = mapped_column(default=None)
    # Codes of the guards that keep it back, separated by spaces: for moderators.
    kept_back: Mapped[str] = mapped_column(String(200), default="")
    status_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    shown_from: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    is_locked: Mapped[bool] = mapped_column(default=False)
    # How many ratings were counted the last time: the number on the page.
    rating_count: Mapped[int] = mapped_column(default=0)
    # Readers who had read the thing before it was shown were told.
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class NoteSource(Base):
    """Where the correction comes from. `grade` is the source register's at the time of writing."""

    __tablename__ = "note_sources"

    id: Mapped[int] = primary_key()
    note_id: Mapped[int] = mapped_column(
        ForeignKey("context_notes.id", ondelete="CASCADE"), index=True
    )
    url: Mapped[str] = mapped_column(String(500))
    title: Mapped[str] = mapped_column(String(300))
    publisher: Mapped[str] = mapped_column(String(200))
    # When the page was written or last reviewed, as the page says.
    dated: Mapped[date]
    grade: Mapped[str] = mapped_column(String(1), default="")


class NoteRating(Base):
    """How helpful a member finds a note, in halves: 0 no, 1 somewhat, 2 yes; with why."""

    __tablename__ = "note_ratings"
    __table_args__ = (
        UniqueConstraint("note_id", "member_id"),
        CheckConstraint("halves BETWEEN 0 AND 2", name="known_halves"),
    )

    id: Mapped[int] = primary_key()
    note_id: Mapped[int] = mapped_column(ForeignKey("context_notes.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    halves: Mapped[int]
    # Codes, separated by spaces: services/noting.py.
    tags: Mapped[str] = mapped_column(String(200), default="")
    rated_at: Mapped[datetime] = created_at_column()


class NoteSignature(Base):
    """A moderator or clinician stands for a note while there are too few raters."""

    __tablename__ = "note_signatures"
    __table_args__ = (UniqueConstraint("note_id", "member_id"),)

    id: Mapped[int] = primary_key()
    note_id: Mapped[int] = mapped_column(ForeignKey("context_notes.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    role: Mapped[str] = mapped_column(String(20))
    signed_at: Mapped[datetime] = created_at_column()


class NoteSwitch(Base):
    """The circuit breaker: who hid all notes at once or showed them again, when and why. The last
    row holds."""

    __tablename__ = "note_switches"

    id: Mapped[int] = primary_key()
    is_off: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = created_at_column()
