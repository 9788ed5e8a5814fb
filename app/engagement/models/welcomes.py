"""Named people who welcome newcomers, and the one invitation to write."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Welcome(Base):
    """A steward asked a helper to welcome a newcomer. A helper who cannot says so, without reasons,
    and somebody else is asked."""

    __tablename__ = "welcomes"
    __table_args__ = (
        UniqueConstraint("group_id", "newcomer_id", "helper_id"),
        CheckConstraint("reply IN ('yes','no')", name="known_reply"),
        Index("ix_welcomes_helper", "helper_id", "replied_at"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    newcomer_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    helper_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    asked_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), index=True
    )
    asked_at: Mapped[datetime] = created_at_column()
    reply: Mapped[str | None] = mapped_column(String(3), default=None)
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class HelperWish(Base):
    """Somebody is willing to welcome newcomers of a group; until `rests_until` nobody asks them."""

    __tablename__ = "helper_wishes"
    __table_args__ = (UniqueConstraint("group_id", "member_id"),)

    id: Mapped[int] = primary_key()
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    rests_until: Mapped[date | None] = mapped_column(default=None)
    since: Mapped[datetime] = created_at_column()


class Invitation(Base):
    """The one invitation to write that a reader ever gets."""

    __tablename__ = "invitations_to_write"

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), unique=True
    )
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = created_at_column()
    dismissed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
