"""What a host writes about what was said in a room, and whose words stand in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.chat.lengths import LONGEST_ROOM_TITLE
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Recap(Base):
    """What a host writes about what was said in a room. It becomes a topic of the group once
    everybody who is quoted agreed."""

    __tablename__ = "recaps"
    __table_args__ = (
        CheckConstraint("state IN ('draft','asking','published')", name="known_state"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(LONGEST_ROOM_TITLE))
    body: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    topic_id: Mapped[int | None] = mapped_column(
        ForeignKey("topics.id", ondelete="SET NULL"), default=None, index=True
    )
    created_at: Mapped[datetime] = created_at_column()
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class RecapQuote(Base):
    """Words of a message in a recap, and what their author answered: with their name, without it,
    or not at all. Nothing is published of somebody who has not answered."""

    __tablename__ = "recap_quotes"
    __table_args__ = (
        UniqueConstraint("recap_id", "message_id"),
        CheckConstraint("answer IN ('waiting','named','unnamed','declined')", name="known_answer"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    recap_id: Mapped[int] = mapped_column(ForeignKey("recaps.id", ondelete="CASCADE"))
    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(String(10), default="waiting")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
