"""Notices of the inbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Notice(Base):
    """Something the site tells one member. The words are made when it is read, in the reader's
    language, from `kind` and `values`; no health word stands here."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_member", "member_id", "id"),)

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    # A path of this site where more stands; empty when there is nothing more.
    path: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = created_at_column()
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
