"""The one invitation to write: a notice in the inbox, once in a member's life, never a letter."""

from __future__ import annotations

from sqlalchemy import update

from app.core.clock import now
from app.core.database import db
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.engagement.models import Invitation
from app.engagement.queries.invitations import readers_to_invite
from app.notifications.services.telling import tell

PAGE = "/me/invitation"


def invite_some() -> int:
    """Invite up to 500 readers who were never invited and do not mind; how many were found. Needs an
    open unit of work."""
    moment = now()
    found = readers_to_invite(moment)
    for one in found:
        values = {"group_id": one.group_id, "made_at": moment, "dismissed_at": None}
        if insert_once(Invitation, member_id=one.member_id, **values):
            tell(one.member_id, "reading_is_fine", {}, PAGE)
    return len(found)


def put_away(*, by: Viewer) -> None:
    """The member has seen their invitation and wants no more of it; without one nothing happens. The
    row stays, so that no other follows. Needs an open unit of work."""
    open_one = (Invitation.member_id == by.id, Invitation.dismissed_at.is_(None))
    db.session.execute(update(Invitation).where(*open_one).values(dismissed_at=now()))


def forget_group(member_id: int, group_id: int) -> None:
    """Whoever left a group was never there: the invitation keeps only that there was one. Needs an
    open unit of work."""
    theirs = (Invitation.member_id == member_id, Invitation.group_id == group_id)
    db.session.execute(update(Invitation).where(*theirs).values(group_id=None))
