"""Finished days become sums of the group; after 90 days only these are left (science.md E13)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import case, delete, func, insert, select

from app.core.clock import now
from app.core.database import db
from app.engagement.models import DayCount, GroupDay
from app.engagement.services.counting import KEPT_DAYS


def sum_up(group_id: int) -> None:
    """Write the sums of every finished day that is still counted by member, and let go of older
    counters. Summing twice gives the same. Needs an open unit of work."""
    today = now().date()
    first = today - timedelta(days=KEPT_DAYS - 1)
    db.session.execute(
        delete(GroupDay).where(
            GroupDay.group_id == group_id, GroupDay.day >= first, GroupDay.day < today
        )
    )
    writers = func.sum(case((DayCount.posts > 0, 1), else_=0))
    sums = (
        func.sum(column)
        for column in (DayCount.pages_read, DayCount.posts, DayCount.reactions, DayCount.messages)
    )
    days = (
        select(DayCount.group_id, DayCount.day, func.count(), writers, *sums)
        .where(DayCount.group_id == group_id, DayCount.day >= first, DayCount.day < today)
        .group_by(DayCount.group_id, DayCount.day)
    )
    names = (
        "group_id", "day", "people", "writers", "pages_read", "posts", "reactions", "messages",
    )  # fmt: skip
    db.session.execute(insert(GroupDay).from_select(names, days, include_defaults=False))
    db.session.execute(delete(DayCount).where(DayCount.group_id == group_id, DayCount.day < first))
