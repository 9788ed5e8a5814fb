"""First posts of many members at once, answered or not: for figures and for lists of them."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from app.community.models import Post
from app.core.clock import now
from app.core.database import db
from app.engagement.models import FirstPost
from tests.factories.accounts import member as make_member
from tests.factories.community import membership, topic

_number = itertools.count(1)


def start(
    group: Any,
    count: int,
    *,
    ago: timedelta,
    answered: timedelta | None = None,
    again: timedelta | None = None,
    **values: Any,
) -> list[Any]:
    """So many new members wrote first so long ago, each a minute after the one before; answered, and
    back with a second post, so long after that. Needs an open unit of work; their topics."""
    return [
        _one(group, now() - ago + timedelta(minutes=place), answered, again, values)
        for place in range(count)
    ]


def _one(
    group: Any,
    at: datetime,
    answered: timedelta | None,
    again: timedelta | None,
    values: dict[str, Any],
) -> Any:
    number = next(_number)
    person = make_member(display_name=f"Newcomer {number}")
    membership(group=group, member=person)
    values = {"title": f"Hello {number}", "created_at": at, **values}
    made = topic(group=group, by=person, **values)
    post = first_post_of(made)
    post.created_at = at
    db.session.add(
        FirstPost(
            group_id=group.id, member_id=person.id, post_id=post.id, topic_id=made.id, posted_at=at,
            answered_at=at + answered if answered is not None else None,
            again_at=at + again if again is not None else None,
        )
    )  # fmt: skip
    db.session.flush()
    return made


def first_post_of(made: Any) -> Any:
    """The post that opened a topic."""
    return db.session.query(Post).filter_by(topic_id=made.id, position=1).one()
