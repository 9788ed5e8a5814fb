"""What a member wants to be counted in, asked for and shown."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.database import db
from app.engagement.models import EngagementWish

Key = ColumnElement[int] | InstrumentedAttribute[int]
"""A column of member keys."""


class Wishes(NamedTuple):
    """The defaults are what holds for whoever changed nothing."""

    counts_reading: bool = True
    prefers_to_read: bool = False
    shows_thanks: bool = True


def wishes_of(member_id: int) -> Wishes:
    """Of one member."""
    row = db.session.execute(
        select(
            EngagementWish.counts_reading, EngagementWish.prefers_to_read,
            EngagementWish.shows_thanks,
        ).where(EngagementWish.member_id == member_id)
    ).first()  # fmt: skip
    return Wishes(*row) if row else Wishes()


def is_reading_counted(member_id: int) -> bool:
    """Whether pages that they read may be counted by day."""
    return wishes_of(member_id).counts_reading


def can_be_invited(member_id: Key) -> ColumnElement[bool]:
    """A condition on a column of member keys: this one did not say "I prefer to read". Every query
    that invites somebody asks it (science.md E12)."""
    silent = EngagementWish.prefers_to_read
    return ~(
        select(EngagementWish.id).where(EngagementWish.member_id == member_id, silent).exists()
    )
