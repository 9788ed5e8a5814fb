"""Who was there in a window, from counters by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.community.models import Membership
from app.core.database import db
from app.engagement.models import DayCount, EngagementWish, FirstPost


class Seen(NamedTuple):
    """A member who was there: posts in the window, days with a post, and whether they wrote before."""

    member_id: int
    posts: int
    days: tuple[date, ...]
    wrote_before: bool


def of_board(column: Any, group_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """Conditions that keep to a group; none for the whole site."""
    return () if group_id is None else (column == group_id,)


def in_window(chosen: Select[Any], group_id: int | None, first: date, last: date) -> Select[Any]:
    """A statement on `DayCount`, kept to those days; in a group also to its members, since others may
    read there."""
    chosen = chosen.where(DayCount.day.between(first, last))
    if group_id is None:
        return chosen
    is_member = and_(
        Membership.group_id == DayCount.group_id, Membership.member_id == DayCount.member_id
    )
    return chosen.join(Membership, is_member).where(DayCount.group_id == group_id)


def _by_member(group_id: int | None, first: date, last: date) -> Select[Any]:
    each = select(DayCount.member_id, func.sum(DayCount.posts).label("posts"))
    return in_window(each, group_id, first, last).group_by(DayCount.member_id)


def seen_in(group_id: int | None, first: date, last: date) -> tuple[int, int]:
    """How many members were there on those days, and how many of them wrote."""
    each = _by_member(group_id, first, last).subquery()
    wrote = func.count().filter(each.c.posts > 0)
    row = db.session.execute(select(func.count(), wrote).select_from(each)).one()
    return row[0], row[1]


def members_seen(group_id: int | None, first: date, last: date) -> list[Seen]:
    """Everybody who was there on those days, by key."""
    begins = datetime.combine(first, time(), UTC)
    before = set(
        db.session.scalars(
            select(FirstPost.member_id)
            .where(*of_board(FirstPost.group_id, group_id), FirstPost.posted_at < begins)
            .distinct()
        )
    )
    days: dict[int, list[date]] = {}
    each_day = select(DayCount.member_id, DayCount.day).where(DayCount.posts > 0).distinct()
    for member_id, day in db.session.execute(in_window(each_day, group_id, first, last)):
        days.setdefault(member_id, []).append(day)
    everybody = _by_member(group_id, first, last).order_by(DayCount.member_id)
    return [
        Seen(member_id, int(posts), tuple(days.get(member_id, ())), member_id in before)
        for member_id, posts in db.session.execute(everybody)
    ]


def not_counted(group_id: int | None) -> int:
    """How many members asked that their reading is not counted."""
    asked = (
        select(func.count(func.distinct(EngagementWish.member_id)))
        .join(Membership, Membership.member_id == EngagementWish.member_id)
        .where(*of_board(Membership.group_id, group_id), EngagementWish.counts_reading.is_(False))
    )
    return db.session.scalar(asked) or 0
