"""The log of access, one row an act, each bound to the one before by its hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, primary_key


class AuditEntry(Base):
    """Somebody saw or did something that concerns `subject`. Public ids only: once an account is
    erased they name nobody. Never changed; goes only when it is older than its retention."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject", "id"),
        Index("ix_audit_entries_actor", "actor", "id"),
    )

    id: Mapped[int] = primary_key()
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    # Public id of the member who acted; empty for the server itself.
    actor: Mapped[str] = mapped_column(String(24))
    # In which capacity: member, carer, moderator, clinician, operator, server.
    role: Mapped[str] = mapped_column(String(20))
    # Public id of the member whom it concerns; empty when it concerns nobody in particular.
    subject: Mapped[str] = mapped_column(String(24))
    action: Mapped[str] = mapped_column(String(60))
    data_class: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(300))
    route: Mapped[str] = mapped_column(String(80))
    request_id: Mapped[str] = mapped_column(String(40))
    # Further facts as canonical JSON: the hash needs the very same text again.
    details: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    entry_hash: Mapped[str] = mapped_column(String(64), unique=True)
