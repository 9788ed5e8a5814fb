"""The ledger of consents, what holds now, and the texts that were agreed to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key


class Consent(Base):
    """One line of the ledger: given or withdrawn, for one purpose and one text. Never changed."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_member_purpose", "member_id", "purpose", "id"),)

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    given: Mapped[bool]
    text_version: Mapped[int]
    text_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(12))
    # Where it was said: "sign-up", "consents page", "data set <name>", "demo".
    source: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = created_at_column()


class ConsentState(Base):
    """What holds now, one row per member and purpose: the newest line of the ledger, kept in
    step by the service that writes it, so that queries join one row and not a history."""

    __tablename__ = "consent_states"
    __table_args__ = (UniqueConstraint("member_id", "purpose"),)

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    # True only when given on the text that is current.
    holds: Mapped[bool]
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    text_version: Mapped[int]


class ConsentText(Base):
    """Every wording a consent was ever given on, so that the ledger can show it again."""

    __tablename__ = "consent_texts"
    __table_args__ = (UniqueConstraint("purpose", "version", "language"),)

    id: Mapped[int] = primary_key()
    purpose: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(12))
    text_hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    first_used_at: Mapped[datetime] = created_at_column()
