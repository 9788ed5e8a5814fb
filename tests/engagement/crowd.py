"""Many members of a group and what they did, day by day, written at once: for figures of boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select

from app.accounts.models import Member
from app.community.models import Group, Membership, Post, Topic
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.models import DayCount, FirstPost
from app.engagement.queries.figures import newest
from app.engagement.services import computing_figures


def yesterday() -> date:
    """The last day that figures know of."""
    return now().date() - timedelta(days=1)


@dataclass(frozen=True)
class Person:
    """Posts by how many days ago (1 was yesterday); days on which they only read; how many days ago
    they joined; whether they wrote before all of it."""

    posts: dict[int, int] | None = None
    read: Sequence[int] = ()
    reacted: Sequence[int] = ()
    joined: int = 400
    wrote_before: bool = False


def reader(**values: Any) -> Person:
    """Was there ten days ago and wrote nothing."""
    return Person(read=(10,), **values)


def writer(posts: int, *, weeks: int = 1, **values: Any) -> Person:
    """Wrote so many posts, spread over so many different weeks."""
    days = {3 + 7 * week: 0 for week in range(weeks)}
    for post in range(posts):
        days[3 + 7 * (post % weeks)] += 1
    return Person(posts=days, **values)


def at(days_ago: int) -> datetime:
    """Noon of that day, in UTC."""
    return datetime.combine(now().date() - timedelta(days=days_ago), time(12), UTC)


def fill(group: Any, people: Sequence[Person], name: str = "p") -> list[int]:
    """Put these people into the group with their days and first posts; their keys, in order."""
    if not people:
        return []
    with unit_of_work():
        known = db.session.query(Member).count()
        db.session.execute(
            insert(Member),
            [_member(f"{name}{known + place}", one) for place, one in enumerate(people)],
        )
        made = select(Member.id).order_by(Member.id.desc()).limit(len(people))
        keys = sorted(db.session.scalars(made))
        _rows(group.id, list(zip(keys, people, strict=True)))
        db.session.get_one(Group, group.id).member_count += len(people)
    return keys


def _member(name: str, one: Person) -> dict[str, Any]:
    return {
        "public_id": f"crowd-{name}", "display_name": name, "name_key": name, "display": {},
        "origin": "demo", "created_at": at(one.joined),
    }  # fmt: skip


def _rows(group_id: int, people: list[tuple[int, Person]]) -> None:
    places = [
        {"group_id": group_id, "member_id": key, "role": "member", "joined_at": at(one.joined)}
        for key, one in people
    ]
    days = [row for key, one in people for row in _days(group_id, key, one)]
    for table, rows in ((Membership, places), (DayCount, days)):
        if rows:
            db.session.execute(insert(table), rows)
    wrote = [(key, first) for key, one in people if (first := _first(one)) is not None]
    if wrote:
        _first_posts(group_id, wrote)


def _days(group_id: int, key: int, one: Person) -> list[dict[str, Any]]:
    posts = one.posts or {}
    return [
        {
            "group_id": group_id, "member_id": key, "day": at(ago).date(),
            "pages_read": int(ago in one.read), "posts": posts.get(ago, 0),
            "reactions": int(ago in one.reacted), "messages": 0,
        }
        for ago in sorted({*posts, *one.read, *one.reacted})
    ]  # fmt: skip


def _first(one: Person) -> int | None:
    """How many days ago they wrote first."""
    if one.wrote_before:
        return 300
    return max(one.posts) if one.posts else None


def _first_posts(group_id: int, wrote: list[tuple[int, int]]) -> None:
    """All in one topic: figures of participation do not ask where."""
    topic = Topic(group_id=group_id, kind="question", title="Hello", opened_by_id=wrote[0][0])
    db.session.add(topic)
    db.session.flush()
    posts = [
        Post(
            topic_id=topic.id, position=place, author_id=key, body="Hello", html="Hello",
            created_at=at(ago),
        )
        for place, (key, ago) in enumerate(wrote, topic.post_count + 1)
    ]  # fmt: skip
    topic.post_count += len(posts)
    db.session.add_all(posts)
    db.session.flush()
    db.session.execute(
        insert(FirstPost),
        [
            {
                "group_id": group_id, "member_id": post.author_id, "post_id": post.id,
                "topic_id": topic.id, "posted_at": post.created_at, "answered_at": None,
                "again_at": None,
            }
            for post in posts
        ],
    )  # fmt: skip


def computed(app: Any, *boards: Any) -> int:
    """Compute the figures of these groups, and of the site for None, as every night; how many are
    new."""
    with app.app_context(), unit_of_work():
        return sum(computing_figures.compute(board and board.id) for board in boards)


def numbers_of(
    app: Any, board: Any, panel: str, *, window: int = 84, definition: str = "none"
) -> Any:
    """The newest numbers of a panel, as they are stored."""
    with app.app_context():
        return newest(board and board.id, window, definition, [panel])[panel].numbers
