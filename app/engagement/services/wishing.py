"""Saying what one wants to be counted in, asked for and shown."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from app.core.clock import now
from app.core.database import db
from app.core.errors import require
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.engagement.models import DayCount, EngagementWish
from app.engagement.services.counting import forget_reading
from app.engagement.services.inviting import put_away
from app.engagement.services.welcoming import spare


def save(*, by: Viewer, counts_reading: bool, prefers_to_read: bool, shows_thanks: bool) -> None:
    """Keep the three wishes of a member; they hold from now on. Without `counts_reading` every trace
    of what they read goes at once (science.md 2.3); for whoever `prefers_to_read` no invitation
    waits any more, and nobody is asked to welcome them.

    Raises:
        Forbidden: nobody is signed in.
    """
    require(by.is_signed_in)
    said = {
        "counts_reading": counts_reading,
        "prefers_to_read": prefers_to_read,
        "shows_thanks": shows_thanks,
        "changed_at": now(),
    }
    if not insert_once(EngagementWish, member_id=by.id, **said):
        mine = EngagementWish.member_id == by.id
        db.session.execute(update(EngagementWish).where(mine).values(**said))
    if not counts_reading:
        forget_reading(by.id)
    if prefers_to_read:
        _leave_in_peace(by)


def prefer_to_read(*, by: Viewer) -> None:
    """Only this one wish, from the page of an invitation; the others stay as they are.

    Raises:
        Forbidden: nobody is signed in.
    """
    require(by.is_signed_in)
    said = {"prefers_to_read": True, "changed_at": now()}
    if not insert_once(
        EngagementWish, member_id=by.id, counts_reading=True, shows_thanks=True, **said
    ):
        mine = EngagementWish.member_id == by.id
        db.session.execute(update(EngagementWish).where(mine).values(**said))
    _leave_in_peace(by)


def _leave_in_peace(member: Viewer) -> None:
    put_away(by=member)
    spare(member.id)


def keep_to_wishes() -> None:
    """Take away what was counted while somebody was just saying that they do not want it: a page
    that was being counted in the same moment is not seen by `save`. Needs an open unit of work."""
    silent = select(EngagementWish.member_id).where(EngagementWish.counts_reading.is_(False))
    theirs = DayCount.member_id.in_(silent)
    left = (theirs, DayCount.pages_read > 0)
    db.session.execute(update(DayCount).where(*left).values(pages_read=0))
    did = DayCount.posts + DayCount.reactions + DayCount.messages
    db.session.execute(delete(DayCount).where(theirs, did == 0, DayCount.pages_read == 0))
