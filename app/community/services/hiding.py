"""Taking a post away and bringing it back because moderation decided so, or letting it wait until a
person has read it; and listing a topic lower. Rules were asked there. No word is touched, so that what
comes back is what was there."""

from __future__ import annotations

from sqlalchemy import func, select, update

from app.community.events import PostDeleted, PostRestored
from app.community.models import Group, Post, Topic
from app.community.queries.reported import ReportedPost, reported_post
from app.core.clock import now
from app.core.database import db
from app.core.errors import NotFound, found
from app.core.events import emit
from app.moderation.steps import HELD


def hide(public_id: str, *, by_id: int | None, as_: str) -> bool:
    """Nobody reads the post; with the first one the topic goes, as when its author deletes it. What
    an author took back before stays theirs to have taken back: it is only out of their hands.
    Whether it could be read before.

    Raises:
        NotFound: it is gone.
    """
    row = _in_turn(public_id)
    db.session.execute(update(Post).where(Post.id == row.id).values(hidden_as=as_))
    if row.deleted_at is not None:
        return False
    _take_away(row, by_id)
    return True


def hold(public_id: str) -> bool:
    """Nobody but its author reads the post until a person has; nobody decided that. What is gone in
    another way stays as it is. Whether it waits now, and did not before.

    Raises:
        NotFound: it is gone.
    """
    row = _in_turn(public_id)
    if row.deleted_at is not None or row.topic_deleted_at is not None:
        return False
    db.session.execute(update(Post).where(Post.id == row.id).values(hidden_as=HELD))
    _take_away(row, None)
    return True


def unhide(public_id: str, *, by_id: int) -> bool:
    """Back where it stood, but not what its author had taken back. Whether it was hidden.

    Raises:
        NotFound: it is gone, or its words were emptied after the time for appeals.
    """
    row = _in_turn(public_id)
    if row.hidden_as is None:
        return False
    if not row.body:
        raise NotFound
    db.session.execute(update(Post).where(Post.id == row.id).values(hidden_as=None))
    if row.deleted_by_id == row.author_id:
        return True
    _change(row, {"deleted_at": None, "deleted_by_id": None}, topics=1)
    emit(PostRestored(post_id=row.id, topic_id=row.topic_id, by_id=by_id))
    return True


def list_lower(public_id: str, *, is_lower: bool) -> None:
    """A topic stands in its group's list by when it was opened, and answers do not move it up; or
    again by its last one. A reply has no place in a list: nothing happens.

    Raises:
        NotFound: it is gone.
    """
    row = _in_turn(public_id)
    if not row.is_first:
        return
    last = select(func.max(Post.created_at)).where(Post.topic_id == row.topic_id).scalar_subquery()
    lower = {"reduced_at": now(), "last_post_at": row.topic_created_at}
    usual = {"reduced_at": None, "last_post_at": last}
    db.session.execute(
        update(Topic)
        .where(Topic.id == row.topic_id)
        .values(lower if is_lower else usual)
        .execution_options(synchronize_session=False)
    )


def _in_turn(public_id: str) -> ReportedPost:
    """The post as it stands when the turn has come: of two who decide at the same moment the
    second sees what the first did. The topic first, as with every reply."""
    topic_id = found(reported_post(public_id)).topic_id
    db.session.execute(select(Topic.id).where(Topic.id == topic_id).with_for_update())
    db.session.execute(select(Post.id).where(Post.public_id == public_id).with_for_update())
    return found(reported_post(public_id))


def _take_away(row: ReportedPost, by_id: int | None) -> None:
    _change(row, {"deleted_at": now(), "deleted_by_id": by_id}, topics=-1)
    emit(PostDeleted(post_id=row.id, topic_id=row.topic_id, by_id=by_id))


def _change(row: ReportedPost, values: dict[str, object], *, topics: int) -> None:
    """`topics` is by how many more its group has with a first post."""
    db.session.execute(update(Post).where(Post.id == row.id).values(values))
    if not row.is_first:
        return
    db.session.execute(update(Topic).where(Topic.id == row.topic_id).values(values))
    counted = {"topic_count": Group.topic_count + topics}
    db.session.execute(update(Group).where(Group.id == row.group_id).values(counted))
