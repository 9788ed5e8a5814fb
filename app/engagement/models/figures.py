"""What the board shows, computed beforehand. Older results stay as they were (science.md E20)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import Base, UtcDateTime, primary_key


class Figure(Base):
    """The numbers of one panel of a group, or of the site (`group_id` empty), for one window and
    one definition. `version` grows when the same day is computed anew with other numbers."""

    __tablename__ = "figures"
    __table_args__ = (
        Index("ix_figures_newest", "group_id", "panel", "window_days", "definition", "day"),
    )

    id: Mapped[int] = primary_key()
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), default=None
    )
    panel: Mapped[str] = mapped_column(String(30))
    window_days: Mapped[int]
    # Who counts as a reader: "none" wrote nothing in the window, "few" at most three posts.
    definition: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    computed_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
    # Sums and shares only; small cells are hidden before they get here.
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
