"""A member asks to be erased, has 21 days to think again, and may stay after all.

From the first moment nothing of theirs goes out: whatever rests on a consent to show or to count
stops, and no other device stays signed in. Nothing is lost yet, so that staying brings all of it
back. The ledger of consents gets no line: the member answered nothing anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from app.accounts import wordings
from app.accounts.events import ClosingAsked, ClosingTakenBack
from app.accounts.models import Closing, ConsentState, Member
from app.accounts.queries import consents as ledger
from app.accounts.queries import roles
from app.accounts.services import erasure_ledger, sessions
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, require
from app.core.events import emit
from app.core.mail import post_letter, site_address
from app.core.viewer import Viewer

GRACE = timedelta(days=21)
# What becomes of the posts.
KEEP = "keep"
CHOICES = ("remove", KEEP)


def ask(*, by: Viewer, posts: str) -> datetime:
    """Close the account: erased on the day that is returned, paused from now on. Asking again
    changes what becomes of the posts, never the day.

    Raises:
        Forbidden: nobody is signed in, or `posts` is neither "remove" nor "keep".
        Conflict: the site would be left without an operator.
    """
    require(by.is_signed_in and posts in CHOICES)
    known = closing_of(by)
    if known is not None:
        known.posts = posts
        db.session.flush()
        return known.due_at
    _refuse_the_last_operator(by)
    closing = Closing(member_id=by.id, posts=posts, due_at=now() + GRACE)
    db.session.add(closing)
    _set_day(by.id, closing.due_at)
    _pause_what_goes_out(by.id)
    sessions.end_others(by=by)
    emit(ClosingAsked(member_id=by.id, public_id=by.public_id))
    _tell(by, "closing_asked")
    return closing.due_at


def stay(*, by: Viewer) -> None:
    """Take it back: everything is as it was. Nothing happens when nothing was asked."""
    require(by.is_signed_in)
    if closing_of(by) is None:
        return
    db.session.execute(delete(Closing).where(Closing.member_id == by.id))
    _set_day(by.id, None)
    _let_go_out_again(by.id)
    if erasure_ledger.hash_of(by.public_id) in erasure_ledger.noted():
        # An erasure was begun and did not come to its end; after a restore it must not.
        erasure_ledger.note(by.public_id, state=erasure_ledger.KEPT)
    emit(ClosingTakenBack(member_id=by.id, public_id=by.public_id))
    _tell(by, "closing_taken_back")


def closing_of(viewer: Viewer) -> Closing | None:
    """What the viewer asked for; None when they stay."""
    return db.session.scalar(select(Closing).where(Closing.member_id == viewer.id))


def _set_day(member_id: int, day: datetime | None) -> None:
    db.session.execute(update(Member).where(Member.id == member_id).values(closing_on=day))


def _pause_what_goes_out(member_id: int) -> None:
    """Every consent but the one to keep entries counts as no; queries ask nothing else."""
    db.session.execute(
        update(ConsentState)
        .where(ConsentState.member_id == member_id, ConsentState.purpose != wordings.KEEP_HEALTH)
        .values(holds=False)
    )


def _let_go_out_again(member_id: int) -> None:
    """What the ledger says last, on the text that is current."""
    of_member = select(ConsentState).where(ConsentState.member_id == member_id)
    for state in db.session.scalars(of_member):
        line = ledger.newest_line(member_id, state.purpose)
        is_asked = state.purpose in wordings.PURPOSES
        state.holds = bool(
            is_asked
            and line is not None
            and line.given
            and line.text_version == wordings.version_of(state.purpose)
        )
    db.session.flush()


def _refuse_the_last_operator(by: Viewer) -> None:
    if "operator" in by.roles and roles.lock_current("operator") < 2:
        raise Conflict(_("You are the last operator. Make somebody else operator first."))


def _tell(by: Viewer, kind: str) -> None:
    member = db.session.get_one(Member, by.id, populate_existing=True)
    if member.email:
        values = {"day": member.closing_on, "link": site_address("/me/leave")}
        post_letter(
            kind=kind, address=member.email, values=values, member_id=by.id, locale=by.locale
        )
