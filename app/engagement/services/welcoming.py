"""Asking a helper to welcome somebody new, their answer, and the call before a day is over."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.accounts.queries import members
from app.accounts.queries.blocks import stands_between
from app.community.queries import group_by_id
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, found, require
from app.core.viewer import Viewer
from app.engagement import permissions
from app.engagement.models import Welcome
from app.engagement.queries import newcomers, welcomers, welcomes
from app.notifications.services.telling import tell

MY_WELCOMES = "/me/welcomes"
YES, NO = "yes", "no"


def ask(*, by: Viewer, group_id: int, newcomer_id: str, helper_id: str) -> None:
    """Ask a helper (public ids) to welcome a newcomer of the group. The newcomer hears nothing before
    somebody said yes.

    Raises:
        NotFound: no such group for this viewer, or nobody of this id is new in it.
        Forbidden: the viewer is no steward of it.
        Invalid: `helper`: this one cannot be asked now, or somebody was asked a moment ago.
    """
    group = found(group_by_id(by.id, group_id))
    require(permissions.can_arrange(group))
    moment = now()
    wanted = found(newcomers.newcomer(group_id, newcomer_id, moment)).id
    offered = {one.public_id: one.id for one in welcomers.welcomers(group_id, wanted, moment)}
    if helper_id not in offered:
        raise Invalid("helper", _("This person cannot be asked now. Choose somebody else."))
    _lock_people(wanted, offered[helper_id])
    # Another steward may have been faster, for this newcomer or with this helper.
    line = found(newcomers.newcomer(group_id, newcomer_id, moment))
    still = {one.public_id for one in welcomers.welcomers(group_id, wanted, moment)}
    if not line.can_be_asked_for(moment) or helper_id not in still:
        raise Invalid("helper", _("Somebody was asked a moment ago. There is nothing to do now."))
    db.session.add(
        Welcome(
            group_id=group_id,
            newcomer_id=wanted,
            helper_id=offered[helper_id],
            asked_by_id=by.id,
        )
    )
    tell(offered[helper_id], "welcome_asked", {}, MY_WELCOMES)


def answer(*, by: Viewer, welcome_id: str, reply: str) -> None:
    """A helper says yes or no, and may turn a yes into a no. With a yes the newcomer hears that
    somebody comes; with a no the steward who asked hears that somebody else can be asked. Nobody is
    asked for a reason.

    Raises:
        NotFound: they were not asked, or it was taken back.
        Invalid: `reply` is neither yes nor no.
        Conflict: somebody else said yes before, it was answered with no, or one of the two blocked
            the other.
    """
    mine = select(Welcome).where(Welcome.public_id == welcome_id, Welcome.helper_id == by.id)
    row = found(db.session.scalars(mine).one_or_none())
    if reply not in (YES, NO):
        raise Invalid("reply", _("Say yes or no."))
    _lock_people(row.newcomer_id, row.helper_id, row.asked_by_id)
    db.session.refresh(row)
    if row.reply == reply:
        return
    if row.reply == NO or (reply == YES and _is_needless(row)):
        raise Conflict
    row.reply, row.replied_at = reply, now()
    db.session.flush()
    if reply == YES:
        tell(row.newcomer_id, "welcome_coming", {}, MY_WELCOMES)
    else:
        _tell_who_asked(row)


def _is_needless(row: Welcome) -> bool:
    is_welcomed = welcomes.is_welcomed(row.group_id, row.newcomer_id)
    return is_welcomed or stands_between(row.newcomer_id, row.helper_id)


def _tell_who_asked(row: Welcome) -> None:
    """While they are steward there."""
    if row.asked_by_id is None:
        return
    group = group_by_id(row.asked_by_id, row.group_id)
    if group is not None and permissions.can_arrange(group):
        tell(row.asked_by_id, "welcome_declined", {}, f"/groups/{group.slug}/welcome")


def _lock_people(*member_ids: int | None) -> None:
    """Everybody whom the change is about or tells something, in the order of their keys, so that two
    changes at once come one after the other and neither waits for the other."""
    for member_id in sorted(one for one in set(member_ids) if one is not None):
        members.lock(member_id)


def spare(member_id: int) -> None:
    """Nobody is asked to welcome this member any more: they prefer to read. Needs an open unit of
    work."""
    theirs = Welcome.newcomer_id == member_id
    db.session.execute(delete(Welcome).where(theirs, Welcome.reply.is_(None)))


def call_stewards() -> int:
    """Stewards hear of first posts that nobody turned to for 18 hours, once for each post; how many
    notices. Needs an open unit of work."""
    waiting = welcomes.waiting_unseen(now())
    for one in waiting:
        tell(one.steward_id, welcomes.DUE, {}, one.path)
    return len(waiting)
