"""What a member may not do for a while, and what they do not want to see."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Restriction(Base):
    """Holds from its beginning until `until` or `lifted_at`. `suspended`: cannot sign in;
    `reply_limit`: writes once in `seconds`; `removed`: not in the group `group_id`."""

    __tablename__ = "restrictions"
    __table_args__ = (
        CheckConstraint("kind IN ('suspended','reply_limit','removed')", name="known_kind"),
        Index("ix_restrictions_member", "member_id", "kind"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decisions.id", ondelete="CASCADE"), index=True
    )
    group_id: Mapped[int | None] = mapped_column(default=None)
    seconds: Mapped[int] = mapped_column(default=0)
    begins_at: Mapped[datetime] = created_at_column()
    until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    # They were in the group, so that they are again when the decision is taken back.
    was_inside: Mapped[bool] = mapped_column(default=False)


class ContentFilter(Base):
    """Words that a member does not want to meet: what holds them is folded together for them."""

    __tablename__ = "content_filters"
    __table_args__ = (UniqueConstraint("member_id", "words"),)

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    # In the spelling for comparing, see app/catalogue/words.py.
    words: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = created_at_column()
