"""Welcomes as those see them who are part of one, and first posts that nobody turned to yet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.community.models import Group, Membership, Post, Topic
from app.core.database import db
from app.core.viewer import Viewer
from app.engagement.models import EngagementWish, FirstPost, HelperWish, Welcome
from app.engagement.queries.first_posts import POSTS
from app.engagement.queries.newcomers import NEW_FOR, PROMISE
from app.engagement.queries.welcomers import are_blocked, is_suspended
from app.notifications.models import Notice

CALL_AFTER = timedelta(hours=18)
"""Six hours before the promise of a day runs out."""
DUE = "welcome_due"
AT_A_TIME = 200

_UNBLOCKED = ~are_blocked(Welcome.newcomer_id, Welcome.helper_id)
_other = aliased(Welcome)


class Asked(NamedTuple):
    """A helper is or was asked to welcome somebody in a group. `topic_id` is the first topic that the
    newcomer opened there."""

    public_id: str
    newcomer: str
    group_name: str
    group_slug: str
    topic_id: str | None
    topic_title: str | None
    asked_at: datetime
    reply: str | None


class Coming(NamedTuple):
    """Somebody said that they will welcome the viewer."""

    helper: str
    group_name: str
    group_slug: str


class Place(NamedTuple):
    """How a member of a group stands to welcoming there. `helper` welcomes them."""

    joined_at: datetime
    is_willing: bool
    rests_until: date | None
    prefers_to_read: bool | None
    helper: str | None

    def rests_at(self, at: datetime) -> bool:
        """Whether their rest lasts: its last day belongs to it."""
        return self.rests_until is not None and self.rests_until >= at.date()

    def may_offer_at(self, at: datetime) -> bool:
        """Whoever is new is not asked to help, and whoever prefers to read is asked for nothing."""
        return self.joined_at <= at - NEW_FOR and not self.prefers_to_read


class Waiting(NamedTuple):
    """A first post without an answer, and one steward of its group who was not told."""

    steward_id: int
    path: str


def asked_of(viewer: Viewer, at: datetime) -> list[Asked]:
    """Whom the viewer was asked to welcome within `NEW_FOR`, newest first, but for those whom they or
    somebody else took off their hands; at most 20."""
    first = (
        select(Topic.id)
        .where(Topic.opened_by_id == Welcome.newcomer_id, Topic.group_id == Welcome.group_id)
        .where(Topic.deleted_at.is_(None))
        .order_by(Topic.created_at, Topic.id)
        .limit(1)
        .correlate(Welcome)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Welcome.public_id, Member.display_name, Group.name, Group.slug, Topic.public_id,
            Topic.title, Welcome.asked_at, Welcome.reply,
        )
        .join(Member, Member.id == Welcome.newcomer_id)
        .join(Group, Group.id == Welcome.group_id)
        .outerjoin(Topic, Topic.id == first)
        .where(Welcome.helper_id == viewer.id, Welcome.asked_at > at - NEW_FOR, _UNBLOCKED)
        .where(or_(Welcome.reply == "yes", and_(Welcome.reply.is_(None), ~_is_taken())))
        .order_by(Welcome.asked_at.desc(), Welcome.id.desc())
        .limit(20)
    )  # fmt: skip
    return [Asked(*row) for row in rows]


def _is_taken() -> ColumnElement[bool]:
    """Somebody said yes for this newcomer."""
    return exists().where(
        _other.group_id == Welcome.group_id,
        _other.newcomer_id == Welcome.newcomer_id,
        _other.reply == "yes",
    )


def coming_to(viewer: Viewer, at: datetime) -> list[Coming]:
    """Who welcomes the viewer in their groups, newest first."""
    rows = db.session.execute(
        select(Member.display_name, Group.name, Group.slug)
        .select_from(Welcome)
        .join(Member, Member.id == Welcome.helper_id)
        .join(Group, Group.id == Welcome.group_id)
        .where(Welcome.newcomer_id == viewer.id, Welcome.reply == "yes")
        .where(Welcome.asked_at > at - NEW_FOR, _UNBLOCKED)
        .order_by(Welcome.asked_at.desc(), Welcome.id.desc())
        .limit(20)
    )
    return [Coming(*row) for row in rows]


def is_welcomed(group_id: int, newcomer_id: int) -> bool:
    """Whether somebody said yes."""
    said = (Welcome.group_id == group_id, Welcome.newcomer_id == newcomer_id)
    return bool(db.session.scalar(select(exists().where(*said, Welcome.reply == "yes"))))


def place_in(group_id: int, member_id: int, at: datetime) -> Place | None:
    """One statement; None for whoever is not in the group."""
    helper = (
        select(Member.display_name)
        .join(Welcome, Welcome.helper_id == Member.id)
        .where(Welcome.group_id == group_id, Welcome.newcomer_id == member_id)
        .where(Welcome.reply == "yes", Welcome.asked_at > at - NEW_FOR, _UNBLOCKED)
        .order_by(Welcome.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            Membership.joined_at, HelperWish.id.is_not(None), HelperWish.rests_until,
            EngagementWish.prefers_to_read, helper,
        )
        .select_from(Membership)
        .outerjoin(
            HelperWish,
            and_(HelperWish.group_id == group_id, HelperWish.member_id == Membership.member_id),
        )
        .outerjoin(EngagementWish, EngagementWish.member_id == Membership.member_id)
        .where(Membership.group_id == group_id, Membership.member_id == member_id)
    ).first()  # fmt: skip
    return Place(*row) if row else None


def waiting_unseen(at: datetime) -> list[Waiting]:
    """First posts that nobody answered within `CALL_AFTER`, while the promise still holds, and whose
    author nobody said to welcome, with each steward who was not told of it; at most 200, oldest first.
    The notice itself is what says that somebody was."""
    path = literal(POSTS) + Post.public_id
    announces = and_(Topic.kind == "announcement", Post.position == 1)
    told = exists().where(
        Notice.member_id == Membership.member_id, Notice.kind == DUE, Notice.path == path
    )
    welcomed = exists().where(
        Welcome.group_id == FirstPost.group_id,
        Welcome.newcomer_id == FirstPost.member_id,
        Welcome.reply == "yes",
    )
    rows = db.session.execute(
        select(Membership.member_id, path)
        .select_from(FirstPost)
        .join(Post, Post.id == FirstPost.post_id)
        .join(Topic, Topic.id == FirstPost.topic_id)
        .join(
            Membership,
            and_(Membership.group_id == FirstPost.group_id, Membership.role == "steward"),
        )
        .where(FirstPost.answered_at.is_(None), FirstPost.posted_at <= at - CALL_AFTER)
        .where(FirstPost.posted_at > at - PROMISE, Membership.member_id != FirstPost.member_id)
        .where(~announces, ~told, ~welcomed, ~is_suspended(Membership.member_id, at))
        .order_by(FirstPost.posted_at, FirstPost.id, Membership.id)
        .limit(AT_A_TIME)
    )
    return [Waiting(*row) for row in rows]
