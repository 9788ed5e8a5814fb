"""Care for people in distress: where to call, what was done for somebody, who is not read."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Helpline(Base):
    """One line of one country, as an operator checked it. Shown until `expires_on`."""

    __tablename__ = "helplines"
    __table_args__ = (Index("ix_helplines_country", "country", "expires_on"),)

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    # ISO 3166-1 alpha-2.
    country: Mapped[str] = mapped_column(String(2))
    service: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(40), default="")
    text_or_chat: Mapped[str] = mapped_column(String(200), default="")
    hours: Mapped[str] = mapped_column(String(100))
    languages: Mapped[str] = mapped_column(String(200))
    cost: Mapped[str] = mapped_column(String(100), default="")
    ages: Mapped[str] = mapped_column(String(100), default="")
    source_url: Mapped[str] = mapped_column(String(500))
    verified_on: Mapped[date]
    verified_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL")
    )
    expires_on: Mapped[date]
    created_at: Mapped[datetime] = created_at_column()


class CareStep(Base):
    """A step of the protocol for one case: a line of the checklist, a contact, a follow-up. A
    contact with emergency services names two people."""

    __tablename__ = "care_steps"

    id: Mapped[int] = primary_key()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    # A code of services/caring.py.
    step: Mapped[str] = mapped_column(String(30))
    words: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    second_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    at: Mapped[datetime] = created_at_column()
    # The day on which somebody looks again, for a follow-up.
    due_on: Mapped[date | None] = mapped_column(default=None)
    # When the second person agreed, in a session of their own.
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class CareLook(Base):
    """Somebody of the safeguarding role looked at a case of distress. Kept here and not in the log,
    which outlives everything that says that somebody was in distress."""

    __tablename__ = "care_looks"

    id: Mapped[int] = primary_key()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime] = created_at_column()


class Hold(Base):
    """Words that name a way to die wait for a person before others read them (science.md C14). It
    is no decision and no sanction: the case it belongs to is decided as every other."""

    __tablename__ = "holds"
    __table_args__ = (
        CheckConstraint("ended_as IN ('shown','hidden','changed')", name="known_end"),
        Index("ix_holds_open", "ended_at", "began_at"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime] = created_at_column()
    # A person let it stand or hid it, or its author wrote it in other words.
    ended_as: Mapped[str | None] = mapped_column(String(10), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class ReadingSwitch(Base):
    """Reading for signs of distress was switched on with these lexicons, or off: the last row
    holds. Nothing is read before the first."""

    __tablename__ = "reading_switches"

    id: Mapped[int] = primary_key()
    is_on: Mapped[bool]
    lexicon_version: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = created_at_column()


class ReadingChoice(Base):
    """A member whose posts no program reads for signs of distress. Reports by members work on."""

    __tablename__ = "reading_choices"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), unique=True
    )
    chosen_at: Mapped[datetime] = created_at_column()
