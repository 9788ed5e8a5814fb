"""Members, the devices they are signed in on, and their roles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
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
    # "sign-up", "command line", "demo", "pseudonym", or the name of the data set it came with.
    origin: Mapped[str] = mapped_column(String(40), default="sign-up")
    created_at: Mapped[datetime] = created_at_column()
    # When a letter to the address was answered; empty while nobody has proved to read there.
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    # Notices not opened yet; kept by the package that writes them, so that no page has to count.
    unread: Mapped[int] = mapped_column(default=0, server_default="0")
    # The day on which the account is erased, while the person may still change their mind.
    closing_on: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


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
    # When the person last gave password, passkey or code on this device: what is grave asks anew.
    proved_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
    # When a second factor was given in this session; staff can do nothing before.
    second_factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class SignIn(Base):
    """One sign-in that worked, so that a person can see whether it was them. Kept 180 days."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        CheckConstraint("way IN ('password','passkey')", name="known_way"),
        Index("ix_sign_ins_member_at", "member_id", "at"),
    )

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    at: Mapped[datetime] = created_at_column(index=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    way: Mapped[str] = mapped_column(String(20))
    with_second_factor: Mapped[bool] = mapped_column(default=False)
    is_new_device: Mapped[bool] = mapped_column(default=False)


class RoleGrant(Base):
    """Who gave which site role to whom, why, and until when. An ended grant stays as a row."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint(
            "role IN ('moderator','safeguarding','clinician','operator')", name="known_role"
        ),
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
