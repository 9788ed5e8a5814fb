"""Who could welcome a newcomer: willing, rested, and similar by what is no secret."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Block, Member
from app.accounts.queries.members import ADULT
from app.community.models import Membership
from app.core.database import db
from app.engagement.models import DayCount, HelperWish, Welcome
from app.engagement.queries.newcomers import NEW_FOR
from app.engagement.queries.wishes import Key, can_be_invited
from app.moderation.models import Restriction

AT_ONCE = 2
"""So many welcomes of the last `NEW_FOR` can lie with one helper."""
REST = timedelta(days=14)
"""Whoever wrote least in this time comes first."""
SUGGESTED = 8

_new = aliased(Member)


class Welcomer(NamedTuple):
    """A member of the group who could be asked."""

    id: int
    public_id: str
    display_name: str


def welcomers(group_id: int, newcomer_id: int, at: datetime) -> list[Welcomer]:
    """Whom a steward can ask to welcome a newcomer, the best suggestion first; at most eight.

    Everybody said that they like to, does not rest, has fewer than two welcomes, was not asked for
    this newcomer before, and neither of the two blocked the other. First come those with the same
    language, then with fewer welcomes, with another group in common, with fewer posts in two weeks.
    Which groups is not told, and nothing of a health record is looked at.
    """
    rows = db.session.execute(
        select(Member.id, Member.public_id, Member.display_name)
        .select_from(HelperWish)
        .join(Member, Member.id == HelperWish.member_id)
        .join(_new, _new.id == newcomer_id)
        .join(
            Membership,
            and_(Membership.group_id == group_id, Membership.member_id == HelperWish.member_id),
        )
        .where(HelperWish.group_id == group_id, Member.id != newcomer_id)
        .where(is_rested(at), _open_welcomes(at) < AT_ONCE)
        .where(_is_for(newcomer_id, group_id), ~_is_kept_away(newcomer_id, at))
        .where(can_be_invited(HelperWish.member_id))
        .order_by(
            (func.coalesce(Member.locale, "") == func.coalesce(_new.locale, "")).desc(),
            _open_welcomes(at),
            _shares_another_group(newcomer_id, group_id).desc(),
            _posts_since(at),
            HelperWish.since,
            HelperWish.id,
        )
        .limit(SUGGESTED)
    )
    return [Welcomer(*row) for row in rows]


def is_rested(at: datetime) -> ColumnElement[bool]:
    """A condition on `HelperWish`: the last day of their rest is over."""
    return or_(HelperWish.rests_until.is_(None), HelperWish.rests_until < at.date())


def _open_welcomes(at: datetime) -> ColumnElement[int]:
    """In all groups: a helper has one pair of hands."""
    return (
        select(func.count())
        .select_from(Welcome)
        .where(Welcome.helper_id == HelperWish.member_id, Welcome.asked_at > at - NEW_FOR)
        .where(or_(Welcome.reply.is_(None), Welcome.reply == "yes"))
        .correlate(HelperWish)
        .scalar_subquery()
    )


def _is_for(newcomer_id: int, group_id: int) -> ColumnElement[bool]:
    """Not asked before for this newcomer, and of their age: adults and younger people meet in the
    group, not by our arrangement."""
    asked = (
        select(Welcome.id)
        .where(Welcome.group_id == group_id, Welcome.newcomer_id == newcomer_id)
        .where(Welcome.helper_id == HelperWish.member_id)
        .correlate(HelperWish)
        .exists()
    )
    ages = (func.coalesce(one.age_confirmed, 0) >= ADULT for one in (Member, _new))
    helper_is_adult, newcomer_is_adult = ages
    return and_(~asked, helper_is_adult == newcomer_is_adult, Member.closing_on.is_(None))


def _is_kept_away(newcomer_id: int, at: datetime) -> ColumnElement[bool]:
    """One of the two blocked the other, or the helper is suspended."""
    helper = HelperWish.member_id
    return or_(are_blocked(literal(newcomer_id), helper), is_suspended(helper, at))


def are_blocked(one: Key, other: Key) -> ColumnElement[bool]:
    """A condition on two columns of member keys: one of these two blocked the other."""
    either = or_(
        and_(Block.by_id == one, Block.member_id == other),
        and_(Block.by_id == other, Block.member_id == one),
    )
    return exists().where(either, Block.kind == "block")


def is_suspended(member_id: Key, at: datetime) -> ColumnElement[bool]:
    """A condition on a column of member keys: moderators suspended this one, and it holds."""
    return (
        select(Restriction.id)
        .where(Restriction.member_id == member_id, Restriction.kind == "suspended")
        .where(Restriction.lifted_at.is_(None))
        .where(or_(Restriction.until.is_(None), Restriction.until > at))
        .exists()
    )


def _shares_another_group(newcomer_id: int, group_id: int) -> ColumnElement[bool]:
    theirs, mine = aliased(Membership), aliased(Membership)
    return (
        select(mine.id)
        .join(theirs, theirs.group_id == mine.group_id)
        .where(mine.member_id == HelperWish.member_id, theirs.member_id == newcomer_id)
        .where(mine.group_id != group_id)
        .correlate(HelperWish)
        .exists()
    )


def _posts_since(at: datetime) -> ColumnElement[int]:
    return (
        select(func.coalesce(func.sum(DayCount.posts), 0))
        .where(DayCount.member_id == HelperWish.member_id, DayCount.day > (at - REST).date())
        .correlate(HelperWish)
        .scalar_subquery()
    )
