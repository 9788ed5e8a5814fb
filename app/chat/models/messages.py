"""Messages and everything that happened to them, numbered room by room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.chat.lengths import LONGEST_CLIENT_ID, LONGEST_NOTE
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column

REACTION_KINDS = ("thanks", "me_too", "thinking", "helpful", "hope")


class Message(Base):
    """One contribution to a room. `sequence` is its number there, `client_id` what the sender's
    page called it: sent twice, it is the same message. A deleted one keeps its number."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("room_id", "sequence"),
        UniqueConstraint("room_id", "author_id", "client_id"),
        Index("ix_messages_room_day", "room_id", "created_at"),
        Index("ix_messages_deleted_at", "deleted_at"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    client_id: Mapped[str] = mapped_column(String(LONGEST_CLIENT_ID))
    body: Mapped[str] = mapped_column(Text)
    # Made safe and stored when written.
    html: Mapped[str] = mapped_column(Text)
    # What others may want to know before they read; the words are then folded.
    content_note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    reply_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("messages.id", ondelete="SET NULL"), default=None, index=True
    )
    thanks_count: Mapped[int] = mapped_column(default=0)
    me_too_count: Mapped[int] = mapped_column(default=0)
    thinking_count: Mapped[int] = mapped_column(default=0)
    helpful_count: Mapped[int] = mapped_column(default=0)
    hope_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created_at_column()
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), default=None)


class MessageChange(Base):
    """Something happened to a message after it was sent. Its number comes from the same row of
    numbers as messages, so whoever knows the last number knows what was missed."""

    __tablename__ = "message_changes"
    __table_args__ = (
        UniqueConstraint("room_id", "sequence"),
        CheckConstraint("kind IN ('edited','deleted','restored','reacted')", name="known_kind"),
    )

    id: Mapped[int] = primary_key()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    # What an edit replaced.
    body_before: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = created_at_column(index=True)


class HeldMessage(Base):
    """A message that waits for a host, because the room holds those of new people."""

    __tablename__ = "held_messages"
    __table_args__ = (
        UniqueConstraint("room_id", "author_id", "client_id"),
        Index("ix_held_messages_author", "author_id"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    client_id: Mapped[str] = mapped_column(String(LONGEST_CLIENT_ID))
    body: Mapped[str] = mapped_column(Text)
    content_note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    reply_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("messages.id", ondelete="SET NULL"), default=None
    )
    created_at: Mapped[datetime] = created_at_column(index=True)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    refused_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )


class MessageReaction(Base):
    """One of five words that a member gave to a message."""

    __tablename__ = "message_reactions"
    __table_args__ = (
        UniqueConstraint("message_id", "member_id", "kind"),
        CheckConstraint(
            "kind IN ('thanks','me_too','thinking','helpful','hope')", name="known_kind"
        ),
        Index("ix_message_reactions_member", "member_id"),
    )

    id: Mapped[int] = primary_key()
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = created_at_column()
