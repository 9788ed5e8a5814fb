"""What people did since they came: for the funnel of each joining week."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from app.community.models import Membership
from app.core.database import db
from app.engagement.models import DayCount, FirstPost
from app.engagement.queries.population import of_board


class DayAfter(NamedTuple):
    """One day of somebody who came: what they did."""

    day: date
    posts: int
    reactions: int


class Newcomer(NamedTuple):
    """When somebody came, when they wrote first, and their days in order."""

    joined_at: datetime
    first_post_at: datetime | None
    days: tuple[DayAfter, ...]


def came_between(group_id: int | None, begins: datetime, ends: datetime) -> list[Newcomer]:
    """Everybody who joined the group, or their first group of the site, from `begins` to before
    `ends`, in order; what they did before `ends`. Who had written before they joined is not new."""
    joined = func.min(Membership.joined_at)
    wrote = func.min(FirstPost.posted_at)
    came = (
        select(Membership.member_id, joined.label("joined_at"))
        .where(*of_board(Membership.group_id, group_id))
        .group_by(Membership.member_id)
        .having(joined >= begins, joined < ends)
        .subquery()
    )
    firsts = (
        select(FirstPost.member_id, wrote.label("first_post_at"))
        .where(*of_board(FirstPost.group_id, group_id), FirstPost.posted_at < ends)
        .group_by(FirstPost.member_id)
        .subquery()
    )
    days = (
        select(
            came.c.member_id, DayCount.day, func.sum(DayCount.posts), func.sum(DayCount.reactions)
        )
        .join(came, came.c.member_id == DayCount.member_id)
        .where(*of_board(DayCount.group_id, group_id))
        .where(DayCount.day >= begins.date(), DayCount.day < ends.date())
        .group_by(came.c.member_id, DayCount.day)
        .order_by(came.c.member_id, DayCount.day)
    )
    did: dict[int, list[DayAfter]] = {}
    for member_id, *said in db.session.execute(days):
        did.setdefault(member_id, []).append(DayAfter(*said))
    everybody = db.session.execute(
        select(came.c.member_id, came.c.joined_at, firsts.c.first_post_at)
        .outerjoin(firsts, firsts.c.member_id == came.c.member_id)
        .order_by(came.c.joined_at, came.c.member_id)
    )
    return [
        Newcomer(joined_at, first_post_at, tuple(did.get(member_id, ())))
        for member_id, joined_at, first_post_at in everybody
        if first_post_at is None or first_post_at >= joined_at
    ]
