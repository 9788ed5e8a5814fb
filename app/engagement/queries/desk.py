"""How many cases wait for moderators. Sums: not about what, nor how urgent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select

from app.core.database import db
from app.moderation.models import Case


def open_at(moment: datetime) -> int:
    """Cases that were open at a moment, as far as is known now: of one that was opened again since,
    only its last round is."""
    is_open = or_(Case.state == "open", Case.decided_at >= moment)
    which = select(func.count(Case.id)).where(Case.opened_at < moment, is_open)
    return db.session.scalar(which) or 0
