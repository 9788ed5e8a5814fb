"""Whether the addresses that notes and the register name still answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, UtcDateTime, created_at_column, primary_key


class SourceCheck(Base):
    """The last look at one address. `status` is what its server answered, nothing where none did;
    `failing_since` when it stopped answering well (science.md M9). From how many looks on that is
    told anybody: queries/source_checks.py."""

    __tablename__ = "source_checks"

    id: Mapped[int] = primary_key()
    url: Mapped[str] = mapped_column(String(500), unique=True)
    checked_at: Mapped[datetime] = created_at_column()
    status: Mapped[int | None] = mapped_column(default=None)
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None, index=True)
