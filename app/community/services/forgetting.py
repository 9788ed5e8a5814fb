"""What becomes of a member's posts and of the counters they moved, when they are erased.

Health entries are health's, memberships and reactions go by the inventory; here is what one
person's leaving changes for others: numbers of posts stay, so that links and pages stay true.
"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from app.community.models import REACTION_KINDS, Group, Membership, Post, Reaction, Topic
from app.core.clock import now
from app.core.database import db


def forget_member(*, member_id: int, keep_posts: bool) -> None:
    """Needs an open unit of work. The rows that simply belong to the member, and the name under
    which kept posts stand, are changed afterwards by the inventory."""
    _take_reactions_off_the_counts(member_id)
    _take_memberships_off_the_counts(member_id)
    if keep_posts:
        _empty_posts(and_(Post.author_id == member_id, _was_taken_back(member_id)))
        _blank_titles(and_(Topic.opened_by_id == member_id, Topic.deleted_at.is_not(None)))
        return
    _delete_topics_that_nobody_answered(member_id)
    _empty_posts(Post.author_id == member_id)
    _blank_titles(Topic.opened_by_id == member_id)


def _take_reactions_off_the_counts(member_id: int) -> None:
    for kind in REACTION_KINDS:
        given = select(Reaction.post_id).where(
            Reaction.member_id == member_id, Reaction.kind == kind
        )
        column = f"{kind}_count"
        _change(update(Post).where(Post.id.in_(given)).values({column: getattr(Post, column) - 1}))


def _take_memberships_off_the_counts(member_id: int) -> None:
    inside = select(Membership.group_id).where(Membership.member_id == member_id)
    fewer = {"member_count": Group.member_count - 1}
    _change(update(Group).where(Group.id.in_(inside)).values(fewer))


def _delete_topics_that_nobody_answered(member_id: int) -> None:
    answer = aliased(Post)
    answered = exists().where(answer.topic_id == Topic.id, answer.author_id != member_id)
    lonely = and_(Topic.opened_by_id == member_id, ~answered)
    counted = (
        select(Topic.group_id, func.count().label("topics"))
        .where(lonely, Topic.deleted_at.is_(None))
        .group_by(Topic.group_id)
    )
    for row in db.session.execute(counted).all():
        fewer = {"topic_count": Group.topic_count - row.topics}
        _change(update(Group).where(Group.id == row.group_id).values(fewer))
    db.session.execute(delete(Topic).where(lonely).execution_options(synchronize_session=False))


def _empty_posts(which: ColumnElement[bool]) -> None:
    """Their words go, their numbers stay: a line says that a post was deleted."""
    gone = {"body": "", "html": "", "deleted_at": func.coalesce(Post.deleted_at, now())}
    _change(update(Post).where(which).values(gone))


def _blank_titles(which: ColumnElement[bool]) -> None:
    """Others answered under it, so the conversation keeps a heading; not the member's own."""
    title = _("A conversation whose beginning was taken back")
    _change(update(Topic).where(which).values(title=title))


def _was_taken_back(member_id: int) -> ColumnElement[bool]:
    """By the member, who alone could have brought it back."""
    taken_back = select(Topic.id).where(
        Topic.deleted_at.is_not(None), Topic.deleted_by_id == member_id
    )
    return or_(Post.deleted_at.is_not(None), Post.topic_id.in_(taken_back))


def _change(statement: object) -> None:
    db.session.execute(
        statement.execution_options(synchronize_session=False)  # type: ignore[attr-defined]
    )
