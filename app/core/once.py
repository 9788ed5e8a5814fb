"""A form that is sent twice happens once (safety.md R-5).

Every form carries a random word. Together with who sends what to where it makes a key, and the
key is a row of the same transaction as the change: whoever sends the very same form again, by a
second press, a lost answer or the Back button, gets the first answer and changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base, created_at_column, primary_key


class SentForm(Base):
    """A form that was acted upon, and where it led. Swept after a day."""

    __tablename__ = "sent_forms"

    id: Mapped[int] = primary_key()
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    location: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = created_at_column(index=True)
