"""What moderators took away, somebody whom they suspended, and somebody who filters words, so that
their pages have something to show."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.community.models import Group, Post
from app.community.services import joining, posting
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.services import filtering
from app.moderation.steps import HIDE, REMOVE
from tests.factories.accounts import member as make_member
from tests.moderation.restrictions.judging import judge, restrict


def take_away(world: dict[str, Any]) -> None:
    """Adds to the world: `hidden_topic` (its first post was hidden, `people["hidden"]` wrote it),
    `topic_with_hidden` (a reply in it was), and the people `suspended` and `filtering`."""
    desk = viewer_of(world["people"]["moderator"])
    group = db.session.scalar(select(Group.id).where(Group.slug == world["group"]))
    names = ("Away For Now", "Reads Selected", "Said Something")
    with unit_of_work():
        people = [make_member(display_name=name) for name in names]
        suspended, filters, author = people
        for one in people:
            joining.join(by=one.id, group=group)
        whole = _topic(group, author.id, "We hide this topic")
        other = _topic(group, filters.id, "A reply here is hidden")
        reply = posting.reply(by=author.id, topic_id=other.id, body="Words that we hide.")
        first = db.session.scalars(select(Post).where(Post.topic_id == whole.id)).one()
        filtering.add(by=viewer_of(filters.id), words="the")
        world["hidden_topic"], world["topic_with_hidden"] = whole.public_id, other.public_id
    keys = {"suspended": suspended.id, "filtering": filters.id, "hidden": author.id}
    world["people"] |= keys
    judge(current_app, desk, first, REMOVE, ground="promotion")
    judge(current_app, desk, reply, HIDE)
    restrict(current_app, desk, suspended, "suspended")


def _topic(group_id: Any, author_id: int, title: str) -> Any:
    return posting.open_topic(
        by=author_id, group_id=group_id, kind="question", title=title, body="Words to begin with."
    )
