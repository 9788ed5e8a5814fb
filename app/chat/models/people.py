"""How a member wants to chat, and who may write to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, created_at_column, primary_key


class ChatSetting(Base):
    """A member's choices; without a row the defaults hold. Presence and typing are off until the
    member switches them on."""

    __tablename__ = "chat_settings"
    __table_args__ = (
        CheckConstraint("announce IN ('all','count','silent')", name="known_announce"),
        CheckConstraint("requests IN ('nobody','groups','chosen')", name="known_requests"),
    )

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), unique=True
    )
    # What a screen reader says of new messages: their words, how many, nothing.
    announce: Mapped[str] = mapped_column(String(10), default="all")
    shows_presence: Mapped[bool] = mapped_column(default=False)
    shows_typing: Mapped[bool] = mapped_column(default=False)
    enter_sends: Mapped[bool] = mapped_column(default=False)
    # Who may ask for a one-to-one conversation: nobody, people of my groups, people I chose.
    requests: Mapped[str] = mapped_column(String(10), default="groups")


class ChosenContact(Base):
    """Somebody whom a member lets write to them."""

    __tablename__ = "chosen_contacts"
    __table_args__ = (UniqueConstraint("member_id", "contact_id"),)

    id: Mapped[int] = primary_key()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = created_at_column()
