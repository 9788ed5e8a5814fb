"""Posts of some members in topics of others, at a chosen time: for figures of who answers whom. All
need an open unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from app.accounts.models import Member
from app.core.clock import now
from app.core.database import db
from app.engagement.models import FirstPost
from tests.engagement.first_posts import first_post_of
from tests.factories.accounts import member as make_member
from tests.factories.community import post, topic

DAY = timedelta(days=1)


def people(count: int) -> list[Any]:
    """So many members who wrote nothing yet."""
    return [make_member() for _ in range(count)]


def opened(group: Any, by: Any, *, ago: timedelta, **values: Any) -> Any:
    """A topic that somebody opened so long ago. No first post of theirs is kept: they are not new."""
    made = topic(group=group, by=by, created_at=now() - ago, **values)
    first_post_of(made).created_at = now() - ago
    return made


def answer(where: Any, by: Any, *, ago: timedelta, times: int = 1, **values: Any) -> list[Any]:
    """So many posts of somebody in it, so long ago."""
    return [post(topic=where, by=by, created_at=now() - ago, **values) for _ in range(times)]


def give(topics: Sequence[Any], counts: Sequence[int], *, ago: timedelta) -> list[Any]:
    """Members who posted so many answers each, spread over the topics; the members."""
    helpers = people(len(counts))
    for place, (helper, count) in enumerate(zip(helpers, counts, strict=True)):
        for number in range(count):
            answer(topics[(place + number) % len(topics)], helper, ago=ago)
    return helpers


def author_of(where: Any) -> Member:
    """Who opened it."""
    return db.session.get_one(Member, where.opened_by_id)


def first_words_under(where: Any, person: Any, *, ago: timedelta) -> None:
    """Somebody's first post of all, under a topic of others."""
    made = answer(where, person, ago=ago)[0]
    db.session.add(
        FirstPost(
            group_id=where.group_id, member_id=person.id, post_id=made.id, topic_id=where.id,
            posted_at=made.created_at,
        )
    )  # fmt: skip
    db.session.flush()
