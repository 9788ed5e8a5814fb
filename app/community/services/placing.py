"""Keeping and wiping a member's place in a topic. Never done by reading a page alone: a place
is set by a button, by writing or reacting, or by the browser when the person goes."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from app.community.events import TopicRead
from app.community.models import ReadingPlace, Topic
from app.community.queries import topic_by_id
from app.community.services.actors import Actor, member_id_of
from app.core.database import db, rows_changed
from app.core.errors import Invalid, found
from app.core.events import emit
from app.core.inserting import insert_once


def remember(*, by: Actor, topic_id: int, position: int, backwards: bool = False) -> None:
    """The member read up to post `position`. An earlier place only replaces a later one when
    the person asks for it (`backwards`). A number after the last post means the last post.

    Raises:
        Forbidden: nobody is signed in.
        NotFound: the topic is not for this person.
        Invalid: `position` is no number of a post.
    """
    member_id = member_id_of(by)
    topic = found(topic_by_id(member_id, topic_id))
    if position < 1:
        raise Invalid("position", _("Posts are numbered from 1."))
    keep(member_id, topic_id, min(position, topic.post_count), backwards=backwards)
    if not backwards and topic.my_role is not None:
        emit(TopicRead(group_id=topic.group_id, member_id=member_id))


def keep(member_id: int, topic_id: int, position: int, *, backwards: bool = False) -> None:
    """The same where the caller has looked the topic up through the member."""
    moved = update(ReadingPlace).where(
        ReadingPlace.member_id == member_id, ReadingPlace.topic_id == topic_id
    )
    if not backwards:
        moved = moved.where(ReadingPlace.position < position)
    result = db.session.execute(moved.values(position=position))
    if rows_changed(result) == 0:
        insert_once(ReadingPlace, member_id=member_id, topic_id=topic_id, position=position)


def forget(*, by: Actor, topic_public_id: str) -> bool:
    """Wipe one place, also in a topic the member no longer reads; whether there was one."""
    result = db.session.execute(
        delete(ReadingPlace).where(
            ReadingPlace.member_id == member_id_of(by),
            ReadingPlace.topic_id.in_(select(Topic.id).where(Topic.public_id == topic_public_id)),
        )
    )
    return rows_changed(result) > 0


def forget_all(*, by: Actor) -> int:
    """Wipe every place of the member; how many there were."""
    result = db.session.execute(
        delete(ReadingPlace).where(ReadingPlace.member_id == member_id_of(by))
    )
    return rows_changed(result)
