"""Readers who may be invited to write, once in their life, and the invitation they got."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, exists, func, select

from app.accounts.models import Member
from app.accounts.queries.members import COMMAND_LINE, DEMO, SIGN_UP
from app.community.models import Group, Membership, Post
from app.core.database import db
from app.core.viewer import Viewer
from app.engagement.models import DayCount, Invitation
from app.engagement.queries.welcomers import is_suspended
from app.engagement.queries.wishes import can_be_invited

READ_FOR = timedelta(days=28)
"""Whoever came later may still be looking around (science.md 1.1: "still learning the group")."""
LEAST_DAYS = 4
"""On so many days they were in the group."""
AT_A_TIME = 500


class Reader(NamedTuple):
    """Who may be invited, and to the group in which they were on most days."""

    member_id: int
    group_id: int


class OwnInvitation(NamedTuple):
    """The invitation of the viewer; the group is empty when it is gone or they left it."""

    group_name: str | None
    group_slug: str | None
    is_put_away: bool


def readers_to_invite(at: datetime) -> list[Reader]:
    """Members who came to a group at least 28 days before `at`, were there on four days or more, never
    posted anywhere nor wrote in a room in the time that is counted, were never invited, and did not
    say "I prefer to read" (science.md 2.3, E12); at most 500, each once."""
    days = func.count()
    been = (
        select(DayCount.member_id, DayCount.group_id, days.label("days"))
        .group_by(DayCount.member_id, DayCount.group_id)
        .having(days >= LEAST_DAYS)
        .subquery()
    )
    place = func.row_number().over(
        partition_by=been.c.member_id, order_by=(been.c.days.desc(), been.c.group_id)
    )
    each = (
        select(been.c.member_id, been.c.group_id, place.label("place"))
        .join(
            Membership,
            and_(Membership.member_id == been.c.member_id, Membership.group_id == been.c.group_id),
        )
        .join(Member, Member.id == been.c.member_id)
        .where(Membership.joined_at <= at - READ_FOR, Membership.role == "member")
        .where(Member.origin.in_((SIGN_UP, COMMAND_LINE, DEMO)), Member.closing_on.is_(None))
        .where(~exists().where(Post.author_id == been.c.member_id))
        .where(~exists().where(DayCount.member_id == been.c.member_id, DayCount.messages > 0))
        .where(~exists().where(Invitation.member_id == been.c.member_id))
        .where(can_be_invited(been.c.member_id), ~is_suspended(been.c.member_id, at))
        .subquery()
    )
    rows = db.session.execute(
        select(each.c.member_id, each.c.group_id)
        .where(each.c.place == 1)
        .order_by(each.c.member_id)
        .limit(AT_A_TIME)
    )
    return [Reader(*row) for row in rows]


def invitation_of(viewer: Viewer) -> OwnInvitation | None:
    """The one that they got, if they did."""
    inside = and_(
        Membership.group_id == Invitation.group_id, Membership.member_id == Invitation.member_id
    )
    row = db.session.execute(
        select(Group.name, Group.slug, Invitation.dismissed_at.is_not(None))
        .select_from(Invitation)
        .outerjoin(Membership, inside)
        .outerjoin(Group, Group.id == Membership.group_id)
        .where(Invitation.member_id == viewer.id)
    ).first()
    return OwnInvitation(*row) if row else None
