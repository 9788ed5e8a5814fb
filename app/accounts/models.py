"""Members and what is known about them. Who may change it: services."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Member(Base):
    """A person with an account, known by a display name. `email` is empty for contributors
    that came with a data set: nobody can sign in as one of them."""

    __tablename__ = "members"

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    display_name: Mapped[str] = mapped_column(String(60))
    # The name as it is compared: compatibility forms, case and look-alike letters folded.
    name_key: Mapped[str] = mapped_column(String(120), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), default=None)
    email_key: Mapped[str | None] = mapped_column(String(254), unique=True, default=None)
    password_hash: Mapped[str | None] = mapped_column(String(200), default=None)
    locale: Mapped[str | None] = mapped_column(String(12), default=None)
    time_zone: Mapped[str | None] = mapped_column(String(60), default=None)
    display: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    # Only that the person said to be old enough, and against which age; never a birth date.
    age_confirmed: Mapped[int | None] = mapped_column(default=None)
    # "sign-up", "command line", "demo" or the name of the data set it came with.
    origin: Mapped[str] = mapped_column(String(40), default="sign-up")
    created_at: Mapped[datetime] = created_at_column()


class SignedInSession(Base):
    """One device on which a member is signed in. The cookie holds a random word; here stands
    only its hash. Ending a session deletes the row, so an old cookie opens nothing."""

    __tablename__ = "sessions"

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = created_at_column()
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class RoleGrant(Base):
    """Who gave which site role to whom, why, and until when. An ended grant stays as a row."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint("role IN ('moderator','clinician','operator')", name="known_role"),
        Index("ix_role_grants_current", "member_id", "ended_at"),
    )

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    # Empty when it was given on the command line of the server.
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), default=None)
    reason: Mapped[str] = mapped_column(String(300), default="")
    granted_at: Mapped[datetime] = created_at_column()
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    ended_reason: Mapped[str] = mapped_column(String(300), default="")


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
