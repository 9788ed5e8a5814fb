"""How members stand to each other: carers by a member's grant, verified clinicians, and whom
somebody does not want to hear."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class CarerLink(Base):
    """What a member lets one other person see or enter for them, and until when. Invited by a
    letter, accepted by the carer's own account, ended by either side; an ended link stays."""

    __tablename__ = "carer_links"
    __table_args__ = (
        CheckConstraint("scope IN ('read','write')", name="known_scope"),
        Index("ix_carer_links_carer", "carer_id", "ended_at"),
        Index("ix_carer_links_person", "person_id", "ended_at"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    carer_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), default=None
    )
    # The address that the invitation went to; emptied once it was answered or ran out.
    invited_address: Mapped[str | None] = mapped_column(String(254), default=None)
    # How the person calls this link for themselves: "my sister".
    label: Mapped[str] = mapped_column(String(60), default="")
    scope: Mapped[str] = mapped_column(String(10))
    invited_at: Mapped[datetime] = created_at_column()
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    # The last day on which it holds.
    ends_on: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    ended_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )


class ClinicianClaim(Base):
    """A member says to be a clinician; an operator looks it up and decides. The document is
    encrypted, and gone once the claim is decided."""

    __tablename__ = "clinician_claims"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting','accepted','refused','withdrawn','ended')", name="known_state"
        ),
        Index("ix_clinician_claims_state", "state", "id"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    profession: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    register_name: Mapped[str] = mapped_column(String(120))
    registration_number: Mapped[str] = mapped_column(String(60))
    sealed_document: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)
    document_type: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    made_at: Mapped[datetime] = created_at_column()
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    decision_reason: Mapped[str] = mapped_column(String(500), default="")
    valid_until: Mapped[date | None] = mapped_column(default=None)


class Block(Base):
    """A member does not want to hear another one. `mute` folds away what they write; `block` also
    keeps them from writing to the member alone. The other one is never told."""

    __tablename__ = "blocks"
    __table_args__ = (
        UniqueConstraint("by_id", "member_id"),
        CheckConstraint("kind IN ('mute','block')", name="known_kind"),
    )

    id: Mapped[int] = primary_key()
    by_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = created_at_column()
