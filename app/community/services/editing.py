"""Changing, taking back and bringing back what one wrote. Old words stay as revisions."""

from __future__ import annotations

from sqlalchemy import delete, update

from app.community import permissions
from app.community.events import PostDeleted, PostEdited, PostRestored
from app.community.models import Group, Post, PostRevision, Topic
from app.community.queries import OnePost, own_post, post_by_public_id
from app.community.services.actors import Actor, member_id_of
from app.community.services.pacing import require_edit_pace
from app.community.services.words import body_and_html, check_title
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import NotFound, found, require
from app.core.events import emit
from app.moderation.services.abiding import require_may_write
from app.moderation.steps import HELD


def edit(*, by: Actor, post_id: str, body: str, title: str | None = None) -> OnePost:
    """The author writes a post anew; with the first post, the topic's title too. Saving the
    same words keeps no revision, and neither do words that wait for a person: nobody read them.
    `post_id` is the public one.

    Raises:
        NotFound: the post is not for this person, or is gone.
        Forbidden: it is somebody else's, or the author left the group.
        Invalid: `title` or `body` cannot be used, moderators limited how often they write, or they
            changed very many posts just now.
    """
    member_id = member_id_of(by)
    post = _at_hand(member_id, post_id)
    require(permissions.can_edit(member_id, post, post))
    body, html = body_and_html(body)
    title = check_title(title) if title is not None and post.position == 1 else post.title
    row = db.session.get_one(Post, post.id, with_for_update=True, populate_existing=True)
    if row.hidden_as not in (None, HELD):
        raise NotFound
    if (row.body, post.title) == (body, title):
        return post
    # To write a post anew is to write: nobody gets around a limit in this way.
    require_may_write(member_id)
    require_edit_pace(member_id)
    if row.hidden_as is None:
        _keep_version(row, post)
        row.edited_at = now()
    row.body, row.html = body, html
    if post.position == 1:
        db.session.execute(update(Topic).where(Topic.id == post.topic_id).values(title=title))
    db.session.flush()
    emit(PostEdited(post_id=post.id, topic_id=post.topic_id, by_id=member_id))
    return post


def _keep_version(row: Post, post: OnePost) -> None:
    title = post.title if post.position == 1 else None
    db.session.add(
        PostRevision(post_id=row.id, title=title, body=row.body, replaced_by_id=row.author_id)
    )


def forget_versions(*, by: Actor, post_id: str) -> int:
    """The author wipes the earlier versions of a post; how many there were.

    Raises:
        NotFound: the post is not for this person, or is gone.
        Forbidden: it is somebody else's.
    """
    member_id = member_id_of(by)
    post = _standing(member_id, post_id)
    require(permissions.can_delete(member_id, post))
    result = db.session.execute(delete(PostRevision).where(PostRevision.post_id == post.id))
    return rows_changed(result)


def take_back(*, by: Actor, post_id: str) -> OnePost:
    """The author deletes a post. Its number stays taken. With the first post the topic goes.

    Raises:
        NotFound: the post is not for this person, or is gone already.
        Forbidden: it is somebody else's.
    """
    member_id = member_id_of(by)
    post = _at_hand(member_id, post_id)
    require(permissions.can_delete(member_id, post))
    if post.waits:
        return _take_back_waiting(post, member_id)
    gone = {"deleted_at": now(), "deleted_by_id": member_id}
    _change_one(update(Post).where(Post.id == post.id, Post.deleted_at.is_(None)).values(**gone))
    if post.position == 1:
        _change_one(
            update(Topic)
            .where(Topic.id == post.topic_id, Topic.deleted_at.is_(None))
            .values(**gone)
        )
        _count_topic(post.group_id, -1)
    emit(PostDeleted(post_id=post.id, topic_id=post.topic_id, by_id=member_id))
    return post


def _take_back_waiting(post: OnePost, member_id: int) -> OnePost:
    """Nobody else had read it, so nothing changes for others. A person looks at it all the same;
    until then it does not come back."""
    gone = {"deleted_at": now(), "deleted_by_id": member_id}
    waits = (Post.id == post.id, Post.hidden_as == HELD, Post.deleted_by_id.is_(None))
    _change_one(update(Post).where(*waits).values(**gone))
    if post.position == 1:
        db.session.execute(update(Topic).where(Topic.id == post.topic_id).values(**gone))
    return post


def bring_back(*, by: Actor, post_id: str) -> OnePost:
    """Who deleted a post undoes it, up to 30 days later.

    Raises:
        NotFound: the post is not for this person, or not theirs to bring back (any more).
    """
    member_id = member_id_of(by)
    post = _within_reach(member_id, post_id)
    if not permissions.can_restore(member_id, post, now()):
        raise NotFound
    if post.position > 1 and post.topic_deleted_at is not None:
        raise NotFound
    back = {"deleted_at": None, "deleted_by_id": None}
    _change_one(update(Post).where(Post.id == post.id, Post.deleted_at.is_not(None)).values(**back))
    if post.position == 1:
        _change_one(
            update(Topic)
            .where(Topic.id == post.topic_id, Topic.deleted_at.is_not(None))
            .values(**back)
        )
        _count_topic(post.group_id, 1)
    emit(PostRestored(post_id=post.id, topic_id=post.topic_id, by_id=member_id))
    return post


def _standing(member_id: int, public_id: str) -> OnePost:
    """A post that is still there, looked up through the member."""
    post = _within_reach(member_id, public_id)
    if not post.stands:
        raise NotFound
    return post


def _at_hand(member_id: int, public_id: str) -> OnePost:
    """The same; or what they wrote and others do not read yet."""
    post = _within_reach(member_id, public_id)
    if not (post.stands or (post.waits and post.author_id == member_id)):
        raise NotFound
    return post


def _within_reach(member_id: int, public_id: str) -> OnePost:
    """What the member reads, and what they wrote: their words stay theirs after they left."""
    return found(post_by_public_id(member_id, public_id) or own_post(member_id, public_id))


def _change_one(statement: object) -> None:
    """Run an update that must meet its row; when another request was quicker, there is none."""
    result = db.session.execute(statement)  # type: ignore[call-overload]
    if rows_changed(result) != 1:
        raise NotFound


def _count_topic(group_id: int, change: int) -> None:
    db.session.execute(
        update(Group).where(Group.id == group_id).values(topic_count=Group.topic_count + change)
    )
