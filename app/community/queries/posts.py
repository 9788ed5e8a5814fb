"""Posts as a viewer finds them: a page of a topic, one post with its place, earlier versions."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Integer, and_, bindparam, case, func, select

from app.community.queries.audience import READABLE, VIEWER
from app.community.queries.tables import (
    GROUPS,
    MEMBERS,
    MEMBERSHIPS,
    POSTS,
    TOPICS,
    group,
    member,
    membership,
    post,
    reaction,
    topic,
)
from app.core.database import db
from app.core.pagination import NumberedPage
from app.core.viewer import Viewer
from app.health.models import Evaluation
from app.moderation.steps import HELD

NO_REACTIONS: frozenset[str] = frozenset()


class PostRow(NamedTuple):
    """A post on a topic's page. A deleted one comes without its words; one that waits for a person
    has them for its author alone."""

    id: int
    public_id: str
    position: int
    author_id: int
    author_public_id: str
    author: str
    author_role: str | None
    html: str
    thanks: int
    me_too: int
    thinking: int
    helpful: int
    hope: int
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    deleted_by_id: int | None
    # How moderators took it away: "hide", "remove", or not at all; "held" waits for a person.
    hidden_as: str | None
    # Kinds the viewer gave, comma-separated in no order.
    given_kinds: str | None

    @property
    def given(self) -> frozenset[str]:
        """The kinds the viewer gave."""
        return frozenset(self.given_kinds.split(",")) if self.given_kinds else NO_REACTIONS

    @property
    def waits(self) -> bool:
        """Whether others read it only once a person has."""
        return self.hidden_as == HELD and self.deleted_by_id is None

    @property
    def counts(self) -> tuple[int, ...]:
        """How often each of the five words was given."""
        return self[8:13]


class OnePost(NamedTuple):
    """A post by itself, its topic, and the viewer's place in the group."""

    id: int
    public_id: str
    position: int
    author_id: int
    author: str
    body: str
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    deleted_by_id: int | None
    hidden_as: str | None
    topic_id: int
    topic_public_id: str
    title: str
    topic_deleted_at: datetime | None
    group_id: int
    group_slug: str
    group_name: str
    my_role: str | None

    @property
    def stands(self) -> bool:
        """Whether it is there for everybody who reads its group."""
        return self.deleted_at is None and self.topic_deleted_at is None

    @property
    def waits(self) -> bool:
        """Whether others read it only once a person has. Nobody waits in a topic that is gone; with
        its first post a topic waits as a whole."""
        is_with_topic = self.position == 1 or self.topic_deleted_at is None
        return self.hidden_as == HELD and self.deleted_by_id is None and is_with_topic


# The viewer's own reactions come with the posts: one statement less on the most read page.
_given = (
    select(func.aggregate_strings(reaction.kind, ","))
    .where(reaction.post_id == post.id, reaction.member_id == VIEWER)
    .correlate(POSTS)
    .scalar_subquery()
)
_waits_for_author = and_(
    post.hidden_as == HELD, post.deleted_by_id.is_(None), post.author_id == VIEWER
)
_PAGE = (
    select(
        post.id,
        post.public_id,
        post.position,
        post.author_id,
        member.public_id,
        member.display_name,
        membership.role,
        case((post.deleted_at.is_(None), post.html), (_waits_for_author, post.html), else_=""),
        post.thanks_count,
        post.me_too_count,
        post.thinking_count,
        post.helpful_count,
        post.hope_count,
        post.created_at,
        post.edited_at,
        post.deleted_at,
        post.deleted_by_id,
        post.hidden_as,
        _given,
    )
    .select_from(POSTS)
    .join(MEMBERS, member.id == post.author_id)
    .outerjoin(
        MEMBERSHIPS,
        and_(membership.group_id == bindparam("group_id"), membership.member_id == member.id),
    )
    .where(
        post.topic_id == bindparam("topic_id"),
        post.position.between(bindparam("first"), bindparam("last")),
    )
    .order_by(post.position)
)
_ONE = (
    select(
        post.id,
        post.public_id,
        post.position,
        post.author_id,
        member.display_name,
        post.body,
        post.created_at,
        post.edited_at,
        post.deleted_at,
        post.deleted_by_id,
        post.hidden_as,
        topic.id,
        topic.public_id,
        topic.title,
        topic.deleted_at,
        group.id,
        group.slug,
        group.name,
        membership.role,
    )
    .select_from(POSTS)
    .join(TOPICS, topic.id == post.topic_id)
    .join(GROUPS, group.id == topic.group_id)
    .join(MEMBERS, member.id == post.author_id)
    .outerjoin(MEMBERSHIPS, and_(membership.group_id == group.id, membership.member_id == VIEWER))
)
_BY_PUBLIC_ID = _ONE.where(READABLE, post.public_id == bindparam("public_id"))
_OWN = _ONE.where(post.author_id == VIEWER, post.public_id == bindparam("public_id"))
_FIRST = _ONE.where(
    READABLE, post.topic_id == bindparam("topic_id", type_=Integer), post.position == 1
)


def page_of_posts(
    viewer: Viewer, topic_id: int, group_id: int, page: NumberedPage
) -> list[PostRow]:
    """Posts of a topic that was looked up through the viewer, by their stored positions."""
    values = {
        "viewer_id": viewer.id,
        "topic_id": topic_id,
        "group_id": group_id,
        "first": page.first_position,
        "last": page.last_position,
    }
    return [PostRow(*row) for row in db.session.execute(_PAGE, values)]


def post_of(viewer: Viewer, public_id: str) -> OnePost | None:
    """A post in a group the viewer reads; also a deleted one, for its author's undo. Pages show
    `body` only where `deleted_at` and `topic_deleted_at` are empty."""
    return post_by_public_id(viewer.id, public_id)


def post_by_public_id(member_id: int, public_id: str) -> OnePost | None:
    """The same by the member's key, for services."""
    values = {"viewer_id": member_id, "public_id": public_id}
    row = db.session.execute(_BY_PUBLIC_ID, values).first()
    return OnePost(*row) if row else None


def own_post(member_id: int, public_id: str) -> OnePost | None:
    """A post that the member wrote, also in a group they no longer read: to take it back."""
    values = {"viewer_id": member_id, "public_id": public_id}
    row = db.session.execute(_OWN, values).first()
    return OnePost(*row) if row else None


def first_post_of(viewer: Viewer, topic_id: int) -> OnePost | None:
    """The post that opened a topic, deleted or not."""
    row = db.session.execute(_FIRST, {"viewer_id": viewer.id, "topic_id": topic_id}).first()
    return OnePost(*row) if row else None


def owner_of_evaluation(evaluation_id: int) -> int | None:
    """Whose judgement it is; None when there is none, or it was taken back."""
    return db.session.scalar(
        select(Evaluation.member_id).where(
            Evaluation.id == evaluation_id, Evaluation.deleted_at.is_(None)
        )
    )
