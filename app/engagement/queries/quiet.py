"""Members who were there and have not been for a while: on which days, and what came last before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import Select, String, and_, cast, exists, func, select
from sqlalchemy.orm import aliased

from app.community.models import Post, Topic
from app.core.database import db
from app.engagement.models import DayCount
from app.engagement.queries.population import in_window, of_board
from app.engagement.queries.sources import standing
from app.moderation.models import Case, Decision
from app.moderation.steps import GONE, LIMITING


class Silence(NamedTuple):
    """Whose days were counted and not after `last`; which members, as keys to ask about."""

    group_id: int | None
    first: date
    last: date
    day: date

    def members(self) -> Select[tuple[int]]:
        """Keys of everybody who was there from `first` on and not between `last` and `day`."""
        there = in_window(select(DayCount.member_id), self.group_id, self.first, self.day)
        return there.group_by(DayCount.member_id).having(func.max(DayCount.day) <= self.last)


class LastPost(NamedTuple):
    """When somebody posted last, and whether nobody else wrote after it in its topic."""

    posted_at: datetime
    is_unanswered: bool


class Sign(NamedTuple):
    """A case about words of somebody in distress, and when it was opened last."""

    case_id: int
    opened_at: datetime


def days_of(silence: Silence) -> Iterator[tuple[int, list[date]]]:
    """Members by key, each with the days on which they were there, in order. A row for a member and
    not for a day: of a large site there are ten times as many."""
    days = func.aggregate_strings(cast(DayCount.day, String), ",")
    each = select(DayCount.member_id, days)
    there = in_window(each, silence.group_id, silence.first, silence.day)
    rows = db.session.execute(
        there.group_by(DayCount.member_id)
        .having(func.max(DayCount.day) <= silence.last)
        .order_by(DayCount.member_id)
    )
    for member_id, told in rows:
        yield member_id, sorted(map(date.fromisoformat, set(told.split(","))))


def last_posts(silence: Silence) -> dict[int, LastPost]:
    """The last post that stands of each of them who wrote since the first day, by member."""
    newest = (
        select(Post.author_id, func.max(Post.created_at).label("at"))
        .join(Topic, Topic.id == Post.topic_id)
        .where(*of_board(Topic.group_id, silence.group_id), standing())
        .where(Post.created_at >= _begin(silence.first), Post.author_id.in_(silence.members()))
        .group_by(Post.author_id)
        .subquery()
    )
    later = aliased(Post)
    # Of a last post everything after it is of others.
    answered = exists().where(
        later.topic_id == Post.topic_id, later.position > Post.position, later.deleted_at.is_(None)
    )
    rows = db.session.execute(
        select(Post.author_id, Post.created_at, answered)
        .join(Topic, Topic.id == Post.topic_id)
        .join(newest, and_(newest.c.author_id == Post.author_id, newest.c.at == Post.created_at))
        .where(*of_board(Topic.group_id, silence.group_id), standing())
        .order_by(Post.id)
    )
    return {row[0]: LastPost(row[1], not row[2]) for row in rows}


def limited(silence: Silence) -> dict[int, list[datetime]]:
    """When moderators limited something of theirs or their taking part, where that was not taken
    back, by member."""
    return _by_member(
        select(Decision.member_id, Decision.taken_at)
        .where(Decision.member_id.in_(silence.members()), Decision.action.in_(LIMITING))
        .where(Decision.ended_at.is_(None), Decision.taken_at >= _begin(silence.first))
        .order_by(Decision.id)
    )


def signs_of_distress(silence: Silence) -> dict[int, list[Sign]]:
    """Cases about words of theirs, on any group's pages or in rooms, in which there was a sign of
    distress, by member. Only for keeping people off boards and for the safeguarding role."""
    rows = db.session.execute(
        select(Case.author_id, Case.id, Case.opened_at)
        .where(Case.author_id.in_(silence.members()), Case.is_sensitive)
        .where(Case.thing_id.not_like(f"{GONE}%"))
        .order_by(Case.opened_at, Case.id)
    )
    found: dict[int, list[Sign]] = {}
    for member_id, case_id, opened_at in rows:
        found.setdefault(member_id, []).append(Sign(case_id, opened_at))
    return found


def _by_member(rows: Select[Any]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = {}
    for member_id, at in db.session.execute(rows):
        found.setdefault(member_id, []).append(at)
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
