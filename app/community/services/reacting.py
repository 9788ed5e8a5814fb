"""Answering a post in one of five words. Counts on the post move with the reaction itself."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, update

from app.community import permissions
from app.community.events import ReactionGiven, ReactionTakenBack
from app.community.models import REACTION_KINDS, Post, Reaction
from app.community.queries import OnePost, post_by_public_id
from app.community.services import placing
from app.community.services.actors import Actor, member_id_of
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Invalid, NotFound, found, require
from app.core.events import emit
from app.core.inserting import insert_once


def toggle(*, by: Actor, post_id: str, kind: str) -> OnePost:
    """Give a reaction, or take it back when it was given. `post_id` is the public one. Moves
    the member's place in the topic up to this post.

    Raises:
        NotFound: the post is not for this person, or is gone.
        Forbidden: it is their own post, or they are outside the group.
        Invalid: `kind` is none of the five.
    """
    member_id = member_id_of(by)
    post = found(post_by_public_id(member_id, post_id))
    if post.deleted_at is not None or post.topic_deleted_at is not None:
        raise NotFound
    require(permissions.can_react(member_id, post, post))
    if kind not in REACTION_KINDS:
        raise Invalid("kind", _("Choose one of the five words."))
    placing.keep(member_id, post.topic_id, post.position)
    if _take_back(post.id, member_id, kind):
        _count(post.id, kind, -1)
        emit(ReactionTakenBack(post_id=post.id, kind=kind, by_id=member_id))
    elif insert_once(Reaction, post_id=post.id, member_id=member_id, kind=kind, created_at=now()):
        _count(post.id, kind, 1)
        emit(ReactionGiven(post_id=post.id, kind=kind, by_id=member_id))
    return post


def _take_back(post_id: int, member_id: int, kind: str) -> bool:
    result = db.session.execute(
        delete(Reaction).where(
            Reaction.post_id == post_id, Reaction.member_id == member_id, Reaction.kind == kind
        )
    )
    return rows_changed(result) == 1


def _count(post_id: int, kind: str, change: int) -> None:
    column = f"{kind}_count"
    db.session.execute(
        update(Post).where(Post.id == post_id).values({column: getattr(Post, column) + change})
    )
