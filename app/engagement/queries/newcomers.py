"""Who is new in a group, what they wrote first, and who welcomes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.accounts.queries.members import COMMAND_LINE, DEMO, SIGN_UP
from app.community.models import Membership, Post, Topic
from app.core.database import db
from app.core.errors import NotFound
from app.core.pagination import PAGE_SIZE, KeyPage, decode_key, instant, key_page
from app.engagement.models import Welcome
from app.engagement.queries.wishes import can_be_invited

NEW_FOR = timedelta(days=14)
"""So long somebody is new in a group."""
PROMISE = timedelta(hours=24)
"""Within it a person, by name, turns to whoever wrote their first topic."""
ANSWER_WITHIN = timedelta(hours=8)
"""A helper who has not answered by then is left in peace: somebody else can be asked."""

_welcome, _helper = aliased(Welcome), aliased(Member)
# Contributors of data sets have nobody behind them who could be greeted.
_IS_SOMEBODY = Member.origin.in_((SIGN_UP, COMMAND_LINE, DEMO))


class Newcomer(NamedTuple):
    """Somebody new. `topic_…` is the first topic that they opened in the group, their own
    introduction, None for whoever only reads; `helper` was asked to welcome them, and `reply` is
    what they said."""

    id: int
    public_id: str
    display_name: str
    joined_at: datetime
    topic_id: str | None
    topic_title: str | None
    topic_at: datetime | None
    is_answered: bool
    helper: str | None
    asked_at: datetime | None
    reply: str | None
    key: int

    @property
    def is_welcomed(self) -> bool:
        """A person by name is there for them, or somebody answered what they wrote."""
        return self.reply == "yes" or self.is_answered

    @property
    def due_at(self) -> datetime | None:
        """Until when somebody turns to them; None where nobody waits for anything."""
        waits = self.topic_at is not None and not self.is_welcomed
        return self.topic_at + PROMISE if self.topic_at and waits else None

    def can_be_asked_for(self, at: datetime) -> bool:
        """Whether a helper can be asked now: nobody said yes, and nobody is thinking about it."""
        return self.reply != "yes" and (self.asked_at is None or self.asked_at + ANSWER_WITHIN < at)


def is_new(at: datetime) -> ColumnElement[bool]:
    """A condition on `Membership` and `Member`: new in the group at that moment, and somebody whom a
    welcome can reach and does not disturb. Nobody is asked to welcome whoever said "I prefer to read"
    (science.md E12)."""
    return and_(
        Membership.joined_at > at - NEW_FOR,
        Membership.role == "member",
        _IS_SOMEBODY,
        Member.closing_on.is_(None),
        can_be_invited(Membership.member_id),
    )


def _introduction() -> ColumnElement[int]:
    """The first topic that the member opened in the group and everybody there can read."""
    return (
        select(Topic.id)
        .where(Topic.opened_by_id == Membership.member_id, Topic.deleted_at.is_(None))
        .where(Topic.group_id == Membership.group_id)
        .order_by(Topic.created_at, Topic.id)
        .limit(1)
        .correlate(Membership)
        .scalar_subquery()
    )


def _welcome_of() -> ColumnElement[int]:
    """The welcome that counts: a yes before one without an answer, then the newest."""
    said_yes = func.coalesce(Welcome.reply == "yes", false())
    return (
        select(Welcome.id)
        .where(Welcome.group_id == Membership.group_id)
        .where(Welcome.newcomer_id == Membership.member_id)
        .where(or_(Welcome.reply.is_(None), Welcome.reply == "yes"))
        .order_by(said_yes.desc(), Welcome.id.desc())
        .limit(1)
        .correlate(Membership)
        .scalar_subquery()
    )


def _all_new(group_id: int, at: datetime) -> Select[Any]:
    answered = (
        select(Post.id)
        .where(Post.topic_id == Topic.id, Post.author_id != Membership.member_id)
        .where(Post.deleted_at.is_(None))
        .correlate(Topic, Membership)
        .exists()
    )
    return (
        select(
            Member.id, Member.public_id, Member.display_name, Membership.joined_at,
            Topic.public_id, Topic.title, Topic.created_at, answered,
            _helper.display_name, _welcome.asked_at, _welcome.reply, Membership.id,
        )
        .select_from(Membership)
        .join(Member, Member.id == Membership.member_id)
        .outerjoin(Topic, Topic.id == _introduction())
        .outerjoin(_welcome, _welcome.id == _welcome_of())
        .outerjoin(_helper, _helper.id == _welcome.helper_id)
        .where(Membership.group_id == group_id, is_new(at))
    )  # fmt: skip


def newcomers(group_id: int, at: datetime, after: str | None = None) -> KeyPage[Newcomer]:
    """Who came into the group within `NEW_FOR` before `at`, who has waited longest first.

    Raises:
        NotFound: `after` is not a key of this list.
    """
    rows = _all_new(group_id, at)
    key = decode_key(after, 2)
    if key:
        if not isinstance(key[1], int):
            raise NotFound
        rows = rows.where(tuple_(Membership.joined_at, Membership.id) > (instant(key[0]), key[1]))
    rows = rows.order_by(Membership.joined_at, Membership.id).limit(PAGE_SIZE + 1)
    found = [Newcomer(*row) for row in db.session.execute(rows)]
    return key_page(found, PAGE_SIZE, lambda row: (row.joined_at.isoformat(), row.key))


def newcomer(group_id: int, public_id: str, at: datetime) -> Newcomer | None:
    """One of them."""
    row = db.session.execute(_all_new(group_id, at).where(Member.public_id == public_id)).first()
    return Newcomer(*row) if row else None
