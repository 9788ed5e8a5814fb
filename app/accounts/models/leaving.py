"""Taking one's data along, and leaving."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Export(Base):
    """A copy of everything about one member, asked for by them. The file lies encrypted under
    `file_name` and is deleted when the link runs out."""

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint("state IN ('asked','ready','failed','gone')", name="known_state"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="asked")
    asked_at: Mapped[datetime] = created_at_column()
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, default=None)
    file_name: Mapped[str] = mapped_column(String(60), default="")
    size: Mapped[int] = mapped_column(default=0)


class Closing(Base):
    """A member asked to be erased. Until `due_at` they can take it back."""

    __tablename__ = "closings"
    __table_args__ = (CheckConstraint("posts IN ('remove','keep')", name="known_choice"),)

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), unique=True
    )
    # "remove" takes the posts along, "keep" leaves them under a random pseudonym.
    posts: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = created_at_column()
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Erasure(Base):
    """The ledger of erasures: a hash of a random id, nothing that names anybody. A restored
    backup is held against it, so that who was erased stays erased."""

    __tablename__ = "erasures"
    __table_args__ = (CheckConstraint("posts IN ('remove','keep')", name="known_choice"),)

    id: Mapped[int] = primary_key()
    person_hash: Mapped[str] = mapped_column(String(64), unique=True)
    posts: Mapped[str] = mapped_column(String(10))
    erased_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
