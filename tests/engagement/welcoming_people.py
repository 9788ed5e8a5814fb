"""People of a group for tests of welcomes: who came when, who is willing, who was asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from app.community.models import Membership, Post
from app.core.clock import now
from app.core.database import db
from app.engagement.models import HelperWish, Welcome
from app.engagement.services.recounting import recount
from app.notifications.models import Notice


def came(member: Any, group: Any, **ago: float) -> datetime:
    """The member came into the group so long ago (as for `timedelta`)."""
    at = now() - timedelta(**ago)
    row = db.session.scalars(
        select(Membership).where(Membership.group_id == group.id, Membership.member_id == member.id)
    ).first()
    if row is None:
        row = Membership(group_id=group.id, member_id=member.id)
        db.session.add(row)
    row.joined_at = at
    db.session.flush()
    return at


def willing(member: Any, group: Any, **values: Any) -> HelperWish:
    """Came long ago, and likes to welcome newcomers."""
    came(member, group, days=90)
    row = HelperWish(group_id=group.id, member_id=member.id, **values)
    db.session.add(row)
    db.session.flush()
    return row


def asked(
    helper: Any, newcomer: Any, group: Any, reply: str | None = None, **ago: float
) -> Welcome:
    """Somebody was asked to welcome a newcomer so long ago."""
    row = Welcome(
        group_id=group.id,
        newcomer_id=newcomer.id,
        helper_id=helper.id,
        asked_by_id=None,
        asked_at=now() - timedelta(**ago),
        reply=reply,
    )
    db.session.add(row)
    db.session.flush()
    return row


def wrote(make: Any, member: Any, group: Any, title: str, **ago: float) -> Any:
    """The member opened a topic so long ago; first posts follow from what stands."""
    at = now() - timedelta(**ago)
    topic = make.topic(group=group, by=member, title=title, created_at=at)
    db.session.execute(update(Post).where(Post.topic_id == topic.id).values(created_at=at))
    recount(group.id)
    return topic


def told(member: Any) -> list[tuple[str, str]]:
    """Kinds and pages of a member's notices, oldest first."""
    rows = select(Notice.kind, Notice.path).where(Notice.member_id == member.id)
    return [(row.kind, row.path) for row in db.session.execute(rows.order_by(Notice.id))]
