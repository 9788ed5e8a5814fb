"""Who is at the desk, who was, and for how long: staffed time is time in which somebody was there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from app.accounts.models import Member, RoleGrant
from app.core.database import db
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision, Shift
from app.moderation.queries.cases import seen_at_the_desk
from app.moderation.steps import DESK, SAFEGUARDING

# Whoever forgets to end a shift was not there for longer than this.
LONGEST = timedelta(hours=12)


class Span(NamedTuple):
    """Some time at the desk."""

    begins: datetime
    ends: datetime


class OnShift(NamedTuple):
    """Somebody who is at the desk now."""

    name: str
    began_at: datetime


class Handover(NamedTuple):
    """What somebody left for whoever comes next."""

    name: str
    ended_at: datetime
    note: str


class Load(NamedTuple):
    """How much one person of the desk carries; `hard` counts opened cases of people in distress."""

    name: str
    in_hand: int
    decided: int
    hard: int


def own_shift(member_id: int, *, lock: bool = False) -> Shift | None:
    """The shift that this person is in."""
    which = select(Shift).where(Shift.member_id == member_id, Shift.ended_at.is_(None))
    which = which.order_by(Shift.id.desc()).limit(1)
    return db.session.scalars(which.with_for_update() if lock else which).first()


def on_shift(at: datetime) -> list[OnShift]:
    """Everybody who is at the desk, who came first first."""
    rows = db.session.execute(
        select(Member.display_name, Shift.began_at)
        .join(Member, Member.id == Shift.member_id)
        .where(Shift.ended_at.is_(None), Shift.began_at > at - LONGEST)
        .order_by(Shift.began_at, Shift.id)
    )
    return [OnShift(*row) for row in rows]


def somebody_looks(at: datetime) -> bool:
    """Whether somebody is at the desk who may open cases of distress."""
    which = (
        select(Shift.id)
        .join(RoleGrant, RoleGrant.member_id == Shift.member_id)
        .where(Shift.ended_at.is_(None), Shift.began_at > at - LONGEST)
        .where(RoleGrant.role == SAFEGUARDING, RoleGrant.ended_at.is_(None))
    )
    return db.session.scalar(which.limit(1)) is not None


def last_handover() -> Handover | None:
    """The note of whoever ended a shift last and wrote one."""
    row = db.session.execute(
        select(Member.display_name, Shift.ended_at, Shift.note)
        .join(Member, Member.id == Shift.member_id)
        .where(Shift.ended_at.is_not(None), Shift.note != "")
        .order_by(Shift.ended_at.desc(), Shift.id.desc())
        .limit(1)
    ).first()
    return Handover(*row) if row else None


def spans(since: datetime, at: datetime) -> list[Span]:
    """The times since a moment in which somebody was at the desk, in order; two people at once
    count once."""
    rows = db.session.execute(
        select(Shift.began_at, Shift.ended_at)
        .where(Shift.began_at > since - LONGEST)
        .order_by(Shift.began_at)
    )
    single = (Span(begins, min(ends or at, begins + LONGEST, at)) for begins, ends in rows)
    return joined(Span(max(one.begins, since), one.ends) for one in single if one.ends > since)


def joined(single: Iterable[Span]) -> list[Span]:
    """Spans without overlaps; `single` is ordered by beginning."""
    whole: list[Span] = []
    for one in single:
        if whole and one.begins <= whole[-1].ends:
            whole[-1] = Span(whole[-1].begins, max(whole[-1].ends, one.ends))
        elif one.ends > one.begins:
            whole.append(one)
    return whole


def staffed(whole: Iterable[Span], begins: datetime, ends: datetime) -> timedelta:
    """How much of the time between two moments is covered."""
    parts = (min(one.ends, ends) - max(one.begins, begins) for one in whole)
    return sum((part for part in parts if part > timedelta()), timedelta())


def loads(viewer: Viewer, since: datetime) -> list[Load]:
    """Everybody with a role at the desk: cases in hand, decided since then, hard ones opened. Counts
    only what the viewer may know of."""
    may_see = seen_at_the_desk(viewer)
    in_hand = select(func.count(Case.id)).where(
        Case.claimed_by_id == Member.id, Case.state == "open", may_see
    )
    decided = (
        select(func.count(Decision.id))
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.by_id == Member.id, Decision.taken_at >= since, may_see)
    )
    hard = select(func.coalesce(func.sum(Shift.hard_count), 0)).where(
        Shift.member_id == Member.id, Shift.began_at >= since
    )
    at_the_desk = select(RoleGrant.member_id).where(
        RoleGrant.role.in_(DESK), RoleGrant.ended_at.is_(None)
    )
    counts = (one.scalar_subquery() for one in (in_hand, decided, hard))
    rows = db.session.execute(
        select(Member.display_name, *counts)
        .where(Member.id.in_(at_the_desk))
        .order_by(Member.display_name, Member.id)
    )
    return [Load(*row) for row in rows]
