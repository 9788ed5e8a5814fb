"""How a person proves who they are, beside the password: letters, passkeys, one-time codes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class LetterToken(Base):
    """A link that was sent by letter and works once. The letter holds a random word, this row
    only its hash. Used up or run out rows are swept."""

    __tablename__ = "letter_tokens"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('confirm-address','change-address','reset-password','carer-invitation')",
            name="known_purpose",
        ),
    )

    id: Mapped[int] = primary_key()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(30))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    # What the link is about: a new address, an invitation.
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    created_at: Mapped[datetime] = created_at_column()
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Passkey(Base):
    """A key pair on the person's device or in their key ring; we hold the public half."""

    __tablename__ = "passkeys"

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    # Whether the device asked for finger, face or number: only then it counts as two factors.
    is_verifying: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = created_at_column()
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class CodeGenerator(Base):
    """A member's app for one-time codes (RFC 6238). The seed is encrypted; `last_step` is the
    time step of the newest code taken, so that no code works twice."""

    __tablename__ = "code_generators"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), unique=True
    )
    sealed_seed: Mapped[bytes] = mapped_column(LargeBinary(200))
    last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created_at_column()
    # Empty until a first code has shown that the app was set up.
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class RecoveryCode(Base):
    """One of the codes to write down, for the day the phone is lost. Hashed; works once."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = created_at_column()
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class Ceremony(Base):
    """A proof that was begun and waits for its second half: the code after the password, the
    signature of a passkey. Known by the hash of a random word in the browser's cookie, works
    once, and runs out after minutes."""

    __tablename__ = "ceremonies"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('second-factor','passkey-sign-in','passkey-new','passkey-again')",
            name="known_kind",
        ),
    )

    id: Mapped[int] = primary_key()
    word_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    # Nobody yet, when a passkey will say who signs in.
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True, default=None
    )
    challenge: Mapped[bytes] = mapped_column(LargeBinary(64), default=b"")
    tries: Mapped[int] = mapped_column(default=0)
    # Whether the device is shared, and where to go afterwards.
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    created_at: Mapped[datetime] = created_at_column()
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
