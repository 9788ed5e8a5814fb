"""Opening topics and replying. Safe HTML is made here, once; numbers are given here, gapless."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import case, or_, update

from app.community import permissions
from app.community.events import PostPublished, TopicOpened
from app.community.models import Group, Post, Topic
from app.community.queries import TopicRow, group_by_id, owner_of_evaluation, topic_by_id
from app.community.services import placing
from app.community.services.actors import Actor, member_id_of
from app.community.services.words import body_and_html, check_title
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, NotFound, found, require
from app.core.events import emit
from app.core.viewer import Viewer
from app.moderation.services.abiding import require_may_write

KINDS = ("question", "update", "experience", "announcement")


def open_topic(
    *,
    by: Actor,
    group_id: int,
    kind: str,
    title: str,
    body: str,
    evaluation_id: int | None = None,
    at: datetime | None = None,
) -> Topic:
    """A topic with its first post. An experience carries the author's own evaluation, and only
    an experience does. `at` is for imports: when it was written.

    Raises:
        NotFound: the group, or the evaluation, is not for this person.
        Forbidden: they are outside the group, or no steward and it is an announcement.
        Invalid: `kind`, `title` or `body` cannot be used, or moderators limited how often they
            write; then the field is `body`.
    """
    author_id = member_id_of(by)
    _require_may_open(author_id, group_id, kind, evaluation_id)
    _require_no_limit(by)
    title = check_title(title)
    body, html = body_and_html(body)
    at = at or now()
    _count_topic(group_id)
    topic = _make_topic(group_id, kind, title, author_id, evaluation_id, at)
    post = _write(topic.id, 1, author_id, body, html, at)
    emit(TopicOpened(topic_id=topic.id, post_id=post.id, group_id=group_id, by_id=author_id))
    _publish(post, group_id)
    return topic


def reply(*, by: Actor, topic_id: int, body: str, at: datetime | None = None) -> Post:
    """The next post of a topic. Moves the author's own place in it.

    Raises:
        NotFound: the topic is not for this person, or was taken back.
        Forbidden: they read it but are outside the group.
        Invalid: `body` is empty or too long, or moderators limited how often they write.
    """
    author_id = member_id_of(by)
    topic: TopicRow = found(topic_by_id(author_id, topic_id))
    if topic.deleted_at is not None:
        raise NotFound
    require(permissions.can_post(topic))
    _require_no_limit(by)
    body, html = body_and_html(body)
    at = at or now()
    position = _next_position(topic_id, author_id, at)
    post = _write(topic_id, position, author_id, body, html, at)
    _publish(post, topic.group_id)
    return post


def _require_no_limit(by: Actor) -> None:
    """Imports write what was written elsewhere: no limit is about them."""
    if isinstance(by, Viewer):
        require_may_write(by.id)


def _require_may_open(author_id: int, group_id: int, kind: str, evaluation_id: int | None) -> None:
    group = group_by_id(author_id, group_id)
    if group is None or not group.is_readable:
        raise NotFound
    require(permissions.can_open(group, kind))
    if kind not in KINDS or (kind == "experience") != (evaluation_id is not None):
        raise Invalid("kind", _("Choose what you want to write."))
    if evaluation_id is not None and owner_of_evaluation(evaluation_id) != author_id:
        raise NotFound


def _make_topic(
    group_id: int, kind: str, title: str, author_id: int, evaluation_id: int | None, at: datetime
) -> Topic:
    topic = Topic(
        group_id=group_id,
        kind=kind,
        title=title,
        opened_by_id=author_id,
        evaluation_id=evaluation_id,
        post_count=1,
        created_at=at,
        last_post_at=at,
        last_post_by_id=author_id,
    )
    db.session.add(topic)
    db.session.flush()
    return topic


def _count_topic(group_id: int) -> None:
    db.session.execute(
        update(Group).where(Group.id == group_id).values(topic_count=Group.topic_count + 1)
    )


def _next_position(topic_id: int, author_id: int, at: datetime) -> int:
    """Count one post more, and take the new count as its number. The row stays locked until the
    transaction ends, so numbers have neither gaps nor twins."""
    position = db.session.scalar(
        update(Topic)
        .where(Topic.id == topic_id, Topic.deleted_at.is_(None))
        .values(
            post_count=Topic.post_count + 1,
            # A clock that was set back does not move a topic down, nor does an answer move one up
            # that moderators listed lower.
            last_post_at=case(
                (or_(Topic.last_post_at > at, Topic.reduced_at.is_not(None)), Topic.last_post_at),
                else_=at,
            ),
            last_post_by_id=author_id,
        )
        .returning(Topic.post_count)
        .execution_options(synchronize_session=False)
    )
    return int(found(position))


def _write(
    topic_id: int, position: int, author_id: int, body: str, html: str, at: datetime
) -> Post:
    post = Post(
        topic_id=topic_id,
        position=position,
        author_id=author_id,
        body=body,
        html=html,
        created_at=at,
    )
    db.session.add(post)
    db.session.flush()
    placing.keep(author_id, topic_id, position)
    return post


def _publish(post: Post, group_id: int) -> None:
    emit(
        PostPublished(
            post_id=post.id, topic_id=post.topic_id, group_id=group_id, by_id=post.author_id
        )
    )
